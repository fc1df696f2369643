"""One rating a filing, when it is decided; complaints one at a time, with an answer and, where stated, a clock."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.claims import AgentClaim
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.mending import Informant
from portal.domain.policy import Permission
from portal.domain.sourced import Fact
from portal.domain.vocabulary import Channel, EventKind, Role
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import amendments, feedback, filings, history, own_data
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook
from tests import complaints
from tests.certificates import in_force, sent_in
from tests.people import acting, citizen, long_stay, person, staff

WHO, AGENT = person(1), person(2, "代办")


@pytest.fixture
def filer(services: Flask) -> Context:
    """The person themselves."""
    return acting(citizen(WHO))


def boss(county: str = "wenshang") -> Context:
    """Its supervisor."""
    return acting(staff(f"boss-{county}", county, Role.SUPERVISOR))


def refused(code: str) -> AbstractContextManager[object]:
    """The act is refused for that."""
    return pytest.raises(NotAllowed, match=code)


def test_it_is_rated_once_and_not_before_it_is_decided(filer: Context) -> None:
    filing = sent_in(filer, WHO)
    with refused("not_decided_yet"):
        feedback.rate(filer, filing.number, 5, "")
    other = in_force(acting(citizen(person(2))), person(2))
    with pytest.raises(NotFound):
        feedback.rate(filer, other.number, 5, "")


def test_a_second_rating_is_refused_by_the_service_and_by_the_schema(filer: Context) -> None:
    filing = in_force(filer, WHO)
    feedback.rate(filer, filing.number, 4, " 快 ")
    rating = feedback.rating_of(Case(filer, filing))
    assert rating is not None
    assert (rating.detail.stars, rating.detail.reason) == (4, "快")
    with refused("rated_already"):
        feedback.rate(filer, filing.number, 5, "")
    with pytest.raises(IntegrityError), transaction():
        history.record(filer, filing, EventKind.RATED)


def test_a_complaint_waits_for_its_answer_and_another_for_that(filer: Context) -> None:
    filing, chief = sent_in(filer, WHO), boss()
    feedback.complain(filer, filing.number, "等得太久")
    with refused("complaint_waits"):
        feedback.complain(filer, filing.number, "还有")
    assert [each.number for each in feedback.waiting(chief)] == [filing.number]
    assert feedback.waiting(boss("fushun")) == []
    complaints.answer(chief, filing.number, "已经催办")
    assert feedback.waiting(chief) == []
    with refused("no_complaint_waits"):
        complaints.answer(chief, filing.number, "再答一次")
    feedback.complain(filer, filing.number, "又等")
    db.session.expire_all()
    shown = feedback.complaints_of(Case(filer, db.session.query(Filing).one()))
    assert [(each.made.detail.reason, each.answer and each.answer.detail.reason) for each in shown] == [
        ("又等", None), ("等得太久", "已经催办")
    ]  # fmt: skip


def test_complaints_that_waited_together_are_answered_in_their_order(
    filer: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL one account could make two at once."""
    filing, chief = sent_in(filer, WHO), boss()
    feedback.complain(filer, filing.number, "一")
    with monkeypatch.context() as patch:
        patch.setattr(feedback, "own_complaints_of", lambda *_given: [])
        feedback.complain(filer, filing.number, "二")
    for answered, still_waiting in ([False, True], 1), ([True, True], 0):
        complaints.answer(chief, filing.number, "已经催办")
        found = feedback.complaints_of(Case(filer, filing))
        assert [each.answer is not None for each in found] == answered
        assert len(feedback.waiting(chief)) == still_waiting
    feedback.complain(filer, filing.number, "三")


def test_what_one_account_said_another_of_the_same_filing_neither_reads_nor_learns_of(services: Flask) -> None:
    agent = acting(citizen(AGENT))
    typed = long_stay(WHO, agent=AgentClaim(AGENT.name, AGENT.id_number))
    number = filings.submit(agent, filings.open_draft(agent, "wenshang.long-term", typed).number).number
    insured, chief = acting(citizen(WHO, verified_by=staff("clerk"))), boss()
    feedback.complain(insured, number, "代办的人没有经我同意")
    assert seen_by(agent, number) == []
    feedback.complain(agent, number, "等得太久")
    assert [each.number for each in feedback.waiting(chief)] == [number] * 2
    shown = complaints.waiting_on(chief, number)
    feedback.answer(chief, number, shown, "已经核实")
    with refused("another_complaint_waits"):  # pressed twice: the words were for the other account
        feedback.answer(chief, number, shown, "已经核实")
    assert seen_by(insured, number) == [("代办的人没有经我同意", "已经核实")]
    assert seen_by(agent, number) == [("等得太久", None)]
    with refused("complaint_waits"):
        feedback.complain(agent, number, "还有")
    complaints.answer(chief, number, "已经催办")
    assert seen_by(agent, number) == [("等得太久", "已经催办")]
    for who, mine in (insured, ["代办的人没有经我同意", "已经核实"]), (agent, ["等得太久", "已经催办"]):
        [own] = own_data.filings_of(who)
        assert [each.text for each in own.history if "complain" in each.kind] == mine


def seen_by(who: Context, number: str) -> list[tuple[str, str | None]]:
    """The complaints that account reads, and their answers."""
    db.session.expire_all()
    case = open_case(who, number, Permission.FILING_FEEDBACK)
    found = feedback.own_complaints_of(who, case)
    return [(each.made.detail.reason, each.answer and each.answer.detail.reason) for each in found]


def test_a_supervisor_who_has_told_no_number_answers_nothing(filer: Context) -> None:
    """It could be about themselves."""
    filing, chief = sent_in(filer, WHO), staff("boss", role=Role.SUPERVISOR)
    feedback.complain(filer, filing.number, "等得太久")
    with transaction():
        chief.person_index = None
    with refused("not_yours_to_do"):
        complaints.answer(acting(chief), filing.number, "不应该")


def test_one_said_by_telephone_is_written_down_with_who_said_it_and_waits_like_any_other(filer: Context) -> None:
    filing, chief, clerk = sent_in(filer, WHO), boss(), acting(staff("clerk"), Channel.PHONE)
    said_by = Informant("来电人", "女儿", Channel.PHONE, "2026-09-14 10:05")
    feedback.take_down(clerk, filing.number, " 没人接电话 ", said_by)
    [complaint] = feedback.complaints_of(Case(chief, filing))
    assert (complaint.made.detail.reason, complaint.made.detail.said_by) == ("没人接电话", said_by)
    with refused("complaint_waits"):
        feedback.take_down(clerk, filing.number, "还有", said_by)
    assert [each.number for each in feedback.waiting(chief)] == [filing.number]
    with pytest.raises(NotFound):
        feedback.take_down(acting(staff("far", "fushun")), filing.number, "不应该", said_by)


def test_who_may_not_answer(filer: Context) -> None:
    filing = sent_in(filer, WHO)
    feedback.complain(filer, filing.number, "等得太久")
    for ctx in (acting(staff("clerk")), filer):
        with pytest.raises(NotAllowed):
            complaints.answer(ctx, filing.number, "不应该")
    with pytest.raises(NotFound):
        complaints.answer(boss("fushun"), filing.number, "不应该")


def test_the_clock_is_the_countys_and_none_where_it_states_none(
    filer: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = sent_in(filer, WHO)
    feedback.complain(filer, filing.number, "等得太久")
    assert [each.due_on for each in feedback.waiting(boss())] == [None]
    county = rulebook.catalogue.county("wenshang")
    assert county is not None
    stated = replace(county, agency=replace(county.agency, complaint_days=Fact(applied=5)))
    monkeypatch.setattr(type(rulebook.catalogue), "county", lambda _catalogue, _slug: stated)
    chief = acting(staff("other", role=Role.SUPERVISOR))
    assert [each.due_on for each in feedback.waiting(chief)] == [date(2026, 9, 20)], "a make-up Sunday counts"


def test_nothing_is_said_of_what_was_never_sent_in_and_none_of_it_waits(filer: Context) -> None:
    """Nobody could open it to answer."""
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(WHO))
    with pytest.raises(NotFound):
        feedback.complain(filer, draft.number, "太慢")
    with transaction():
        history.record(filer, draft, EventKind.COMPLAINED)  # as it could be before
    assert list(feedback.waiting(boss())) == []
    amendments.withdraw(filer, draft.number, draft.version)
    with pytest.raises(NotFound):
        feedback.complain(filer, draft.number, "太慢")
