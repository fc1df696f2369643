"""Links for people without an account."""

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, NotFound
from portal.domain.vocabulary import Channel, FilingStatus
from portal.services import (
    history,
    intake,
    progress,
    review,
)
from portal.services.cases import Case
from portal.services.documents import StoredFile
from tests.people import NOW, acting, long_stay, person, staff


def pages(count: int) -> list[StoredFile]:
    """Kept files, each like no other."""
    return [StoredFile(f"key-{n}", "image/jpeg", 1000, 1, f"{n:064d}") for n in range(count)]


def test_an_upload_link_completes_the_filing_once(services: Flask) -> None:
    clerk = staff("clerk")
    entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", long_stay(person(1)), "key")
    returned = review.request_correction(acting(clerk), entered.filing.number, entered.filing.version, [])
    secret = progress.upload_link(acting(clerk), returned.number)
    stranger = Context(STRANGER, NOW)
    with pytest.raises(Invalid) as missing:
        progress.finish_link(stranger, secret, Case(stranger, returned))
    assert (missing.value.code, missing.value.values) == ("documents_missing", {"count": 1})
    assert returned.status is FilingStatus.CORRECTION_REQUESTED
    progress.add_by_link(stranger, secret, Case(stranger, returned), "residence_proof", pages(2), None)
    assert progress.finish_link(stranger, secret, Case(stranger, returned)).filing.status is FilingStatus.SUBMITTED
    assert history.events_of(returned)[-1].kind == "corrected"
    with pytest.raises(NotFound):
        progress.finish_link(stranger, secret, Case(stranger, returned))
