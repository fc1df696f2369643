"""A change takes the place of what it changes when it is approved, and not before."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.vocabulary import EventKind, FilingStatus
from portal.services import amendments, filings, history, review
from tests.approving import approve
from tests.people import acting, staff
from tests.services.test_amendments import TODAY, in_force

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_approved_it_takes_the_place_and_the_other_ends_that_day(services: Flask) -> None:
    filer, before = in_force()
    change = filings.submit(filer, amendments.begin_change(filer, before.number, lambda key: f"copy-{key}").number)
    assert (before.status, before.ends_on) == (FilingStatus.APPROVED, None)
    approve(acting(staff("second")), change)
    assert (before.status, change.status) == (FilingStatus.SUPERSEDED, FilingStatus.APPROVED)
    assert (before.ends_on, change.begins_on) == (TODAY, date(2026, 9, 14))
    last = history.events_of(before)[-1]
    assert (last.kind, last.detail.by) == (EventKind.SUPERSEDED, change.number)


def test_turned_down_it_leaves_the_other_in_force(services: Flask) -> None:
    filer, before = in_force()
    change = filings.submit(filer, amendments.begin_change(filer, before.number, lambda key: f"copy-{key}").number)
    review.refuse(acting(staff("second")), change.number, change.version, "理由")
    assert (before.status, before.ends_on) == (FilingStatus.APPROVED, None)
