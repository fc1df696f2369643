"""Everything that is held of whoever asks: nothing of it is left out, and nothing of anybody else is in it."""

from dataclasses import fields
from datetime import date

from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.event_detail import EventDetail
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import EventKind
from portal.services import failed_sign_ins, feedback, filings, own_data, promises, review
from portal.services.own_data import OwnFiling
from portal.services.own_history import AS_IT_IS, Happened
from tests.certificates import in_force
from tests.people import NOW, acting, citizen, long_stay, person, session_of, staff

WHO = person(1)


def line(own: OwnFiling, kind: EventKind) -> Happened:
    """The one line of that kind."""
    [found] = [each for each in own.history if each.kind is kind]
    return found


def test_a_rating_without_words_says_its_stars_and_a_promise_its_day(services: Flask) -> None:
    ctx, clerk = acting(citizen(WHO)), acting(staff("clerk"))
    feedback.rate(ctx, in_force(ctx, WHO).number, 1, "")
    owing = acting(citizen(person(2)))
    draft = filings.open_draft(owing, "wenshang.long-term", long_stay(person(2)))
    filings.submit(owing, draft.number)
    promises.note(clerk, draft.number, date(2026, 9, 20))
    [rated], [promised] = own_data.filings_of(ctx), own_data.filings_of(owing)
    assert line(rated, EventKind.RATED).stars == 1
    noted = line(promised, EventKind.DOCUMENTS_PROMISED)
    assert (noted.promised_on, noted.documents) == (date(2026, 9, 20), ("residence_proof",))


def test_what_was_done_to_the_account_and_where_it_was_signed_in_is_there_and_nobody_elses(services: Flask) -> None:
    user, other = citizen(WHO), citizen(person(2))
    for each in (user, other):
        session_of(each)
        failed_sign_ins.note(Context(STRANGER, NOW), each, "203.0.113.7")
    account = own_data.account_of(acting(user))
    assert {each.user_id for each in account.sessions} == {user.id}
    assert {each.event.account_id for each in account.events} == {user.id}
    failed = [each.detail.network for each in account.events if each.event.kind is PortalEventKind.SIGN_IN_FAILED]
    assert failed == ["203.0.113.0/24"]
    assert account.lost == ()


def test_what_stands_beside_a_line_is_taken_along_or_named_as_left_out(services: Flask) -> None:
    """A new kind of it is thought of here: whether it was found of them, or is another's."""
    words = {"reason", "remark", "note", "unchecked_reason", "text", "kind", "kinds", "questions", "mending"}
    others = {"said_by", "operator"}  # of a complaint a clerk took down, which is supervisors' to read; a name of staff
    assert {each.name for each in fields(EventDetail)} == words | others | set(AS_IT_IS)
    ctx, clerk = acting(citizen(WHO)), acting(staff("clerk"))
    filing = filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(WHO)).number)
    review.check_insured(clerk, filing.number, False)
    [own] = own_data.filings_of(ctx)
    assert line(own, EventKind.INSURED_CHECKED).insured is False
