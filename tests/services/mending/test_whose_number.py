"""Who may put another ID number where one was mistyped, and where a mended filing stands in the queue; both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import AgentClaim, Answers
from portal.domain.errors import Invalid
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.models.filing import FilingChanges
from portal.models.sealed import person_index
from portal.services import amendments, documents, filing_columns, filings, mending, progress, review
from portal.services.cases import Case
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page
from tests.services.mending.test_what_was_typed import DAUGHTER, rung_up, sent_by_link

OWN, OTHER, PARENT = person(1), person(2), person(3)


def returned(questions: tuple[str, ...], agent: AgentClaim | None = None) -> tuple[Context, Filing]:
    """A filing by that account, for itself or as an agent, that is asked these questions anew."""
    filer = acting(citizen(OWN))
    typed = long_stay(PARENT if agent else OWN, agent=agent or AgentClaim())
    draft = filings.open_draft(filer, "wenshang.long-term", typed)
    documents.attach(filer, draft.number, "residence_proof", page("p"), None)
    sent = filings.submit(filer, draft.number)
    return filer, review.request_correction(acting(staff("clerk")), sent.number, sent.version, [], questions=questions)


def answer(ctx: Context, filing: Filing, answers: Answers) -> Filing:
    """Send the correction in."""
    return amendments.send_correction(ctx, Case(ctx, filing), filing.version, answers)


AGENT = AgentClaim(OWN.name, OWN.id_number, OWN.phone, "女儿")


@pytest.mark.parametrize(
    ("agent", "path", "field"),
    [(None, "person.id_number", "id_number"), (AGENT, "agent.id_number", "agent_id_number")],
)
def test_who_filed_stays_who_filed(services: Flask, agent: AgentClaim | None, path: str, field: str) -> None:
    filer, filing = returned((path,), agent)
    before = filing.claims
    with pytest.raises(Invalid) as refused:
        answer(filer, filing, {path: OTHER.id_number})
    assert (refused.value.code, refused.value.field) == ("not_your_own_number", field)
    assert (filing.claims, filing.status) == (before, FilingStatus.CORRECTION_REQUESTED)


def test_an_agent_mends_the_number_of_whom_they_file_for(services: Flask) -> None:
    filer, filing = returned(("person.id_number",), AGENT)
    assert answer(filer, filing, {"person.id_number": OTHER.id_number}).person_index == person_index(OTHER.id_number)


def test_what_else_was_opened_is_answered_without_a_word_about_numbers(services: Flask) -> None:
    filer, filing = returned(("person.id_number", "contact.phone"))
    back = answer(filer, filing, {"contact.phone": "13800000077", "person.id_number": OWN.id_number})
    assert (back.status, back.person_index) == (FilingStatus.SUBMITTED, person_index(OWN.id_number))


def test_whoever_holds_a_link_is_nobody_and_mends_what_it_opens(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx = acting(clerk)
    review.request_correction(ctx, filing.number, filing.version, [], questions=["person.id_number"])
    secret = sent_by_link(ctx, filing)
    stranger = replace(ctx, actor=acting(citizen(OTHER)).actor)
    back = progress.finish_link(stranger, secret, Case(ctx, filing), {"person.id_number": OWN.id_number}).filing
    assert back.person_index == person_index(OWN.id_number)


def test_nothing_changed_is_told_apart_from_a_fault(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx = acting(clerk)
    with pytest.raises(Invalid) as refused:
        mending.mend(ctx, Case(ctx, filing), filing.version, {"treatment_place": "310000"}, DAUGHTER)
    assert (refused.value.code, refused.value.field) == ("nothing_changed", "")


NEXT_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("is_limit_stated", "after_mending", "after_correction"),
    [
        (True, date(2026, 9, 14), date(2026, 9, 15)),  # a day late when it was asked for, and a day spent waiting
        (False, date(2026, 9, 14), date(2026, 9, 16)),  # it keeps its place, until its filer has answered
    ],
)
def test_a_filing_that_is_only_mended_keeps_its_place_in_the_queue(
    services: Flask,
    monkeypatch: pytest.MonkeyPatch,
    is_limit_stated: bool,
    after_mending: date,
    after_correction: date,
) -> None:
    usual = filing_columns.of

    def without_limit(determination: object, ctx: Context) -> FilingChanges:
        return {**usual(determination, ctx), "due_on": None, "queue_due_on": ctx.today}  # type: ignore[arg-type]

    if not is_limit_stated:
        monkeypatch.setattr(filing_columns, "of", without_limit)
    clerk, filing = rung_up()
    tomorrow, after = (acting(clerk, later=NEXT_DAY * days) for days in (1, 2))
    mending.mend(tomorrow, Case(tomorrow, filing), filing.version, {"treatment_place": "320100"}, DAUGHTER)
    assert filing.queue_due_on == after_mending
    review.request_correction(tomorrow, filing.number, filing.version, [], questions=["contact.phone"])
    amendments.receive_correction(after, filing.number, filing.version)
    assert filing.queue_due_on == after_correction
