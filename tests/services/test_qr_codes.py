"""A QR opens on its last day and on none after it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.services import qr_codes
from tests.people import NOW, acting, citizen, person

LAST = date(2026, 12, 31)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_opens_on_its_last_day_and_on_none_after_it(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    filing = Filing(status=FilingStatus.APPROVED, decided_at=NOW, updated_at=NOW, ends_on=LAST)
    until_last = LAST - NOW.date()
    assert not qr_codes.is_over(replace(ctx, now=NOW + until_last), filing, 24)
    assert qr_codes.is_over(replace(ctx, now=NOW + until_last + timedelta(days=1)), filing, 24)
