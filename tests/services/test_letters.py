"""Letters: addressed, posted by a clerk on a day, said to the person; on both engines."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotFound
from portal.domain.messages import MessageState
from portal.domain.vocabulary import EventKind
from portal.models import AccessLog, Filing, db
from portal.models.transaction import transaction
from portal.services import history, letters, unheard
from tests.people import NOW, acting, person, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.services.test_messages import states, work_off

TODAY = date(2026, 9, 14)


@pytest.fixture
def clerk(services: Flask) -> Context:
    """Somebody at the desk."""
    return acting(staff("clerk"))


def refused(code: str, kind: type[DomainError] = Invalid) -> AbstractContextManager[object]:
    """That is refused for this reason."""
    return pytest.raises(kind, match=f"^{code}$")


def test_a_sheet_has_name_and_address_and_says_what_is_enclosed(clerk: Context) -> None:
    _user, filing = submitted()
    envelope = letters.of_filing(clerk, filing.number)
    sheet = letters.sheet(clerk, envelope)
    assert {(each.label, each.value) for each in sheet.rows} == {("收件人", person(1).name), ("寄往", "上海市某路1号")}
    assert f"《{envelope.notice.content.title}》" in sheet.paragraphs[1]
    assert (sheet.number, sheet.issued_on) == (envelope.notice.number, TODAY)
    assert person(1).id_number not in str(sheet)
    assert [look.what for look in db.session.query(AccessLog)] == ["letter"]


def test_what_was_posted_is_an_event_and_off_the_desks_list(clerk: Context) -> None:
    _user, filing = submitted()
    work_off(None)
    assert len(unheard.for_the_desk(clerk)) == 1
    letters.note_posted(clerk, filing.number, TODAY)
    assert list(unheard.for_the_desk(clerk)) == []
    assert [state for _kind, state in states()] == [MessageState.POSTED]
    event = history.events_of(filing)[-1]
    assert (event.kind, event.detail.posted_on) == (EventKind.LETTER_POSTED, TODAY)
    assert letters.of_filing(clerk, filing.number).notice.number in event.detail.text


def test_a_day_that_is_not_over_or_before_the_notice_is_refused(clerk: Context) -> None:
    _user, filing = submitted()
    for day, code in ((TODAY + timedelta(days=1), "posted_later"), (TODAY - timedelta(days=1), "posted_before_issued")):
        with refused(code):
            letters.note_posted(clerk, filing.number, day)
    assert [event.kind for event in history.events_of(filing)][-1] is not EventKind.LETTER_POSTED


def test_without_an_address_there_is_no_sheet_and_for_others_no_letter(clerk: Context) -> None:
    _user, filing = submitted()
    with transaction():
        claims = filing.claims
        filing.claims = replace(claims, contact=replace(claims.contact, address=None))
    with refused("no_postal_address"):
        letters.sheet(clerk, letters.of_filing(clerk, filing.number))
    with refused("not_found", NotFound):
        letters.of_filing(acting(staff("clerk-fushun", "fushun")), filing.number)


def test_who_has_no_telephone_is_written_to(clerk: Context) -> None:
    _user, filing = submitted()
    with transaction():
        claims = filing.claims
        filing.claims = replace(claims, contact=replace(claims.contact, phone=None))
    work_off(None)
    letters.note_posted(replace(clerk, now=NOW + timedelta(hours=1)), filing.number, TODAY)
    assert [state for _kind, state in states()] == [MessageState.POSTED]
    assert db.session.query(Filing).count() == 1
