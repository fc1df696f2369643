"""What an approval has to settle: when one press is enough, and what no reason stands in for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from portal.domain.claims import AgentClaim, ReferralClaim
from portal.domain.determination import Determination
from portal.domain.errors import Invalid
from portal.domain.findings import Finding
from portal.domain.item import HandlingMode, LimitKind, TimeLimit
from portal.domain.periods import Anchor
from portal.domain.scrutiny import Unchecked
from portal.domain.sourced import Citation, Fact, stated
from portal.domain.term import Start
from portal.domain.validity import Term
from portal.domain.vocabulary import FilingType, Outcome, Severity, Subject
from portal.services import approval, documents, filings
from portal.services.approval import ApprovalNeeds
from portal.services.in_force import InForce
from tests.approving import approve, needs
from tests.people import acting, citizen, insured, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page

STATED, MOVABLE = (Start(date(2026, 9, 14), Anchor.DECISION, is_stated) for is_stated in (True, False))
NEEDS = ApprovalNeeds((), (), STATED, Term(), ())


@pytest.mark.parametrize(
    ("needs", "is_nothing"),
    [
        (NEEDS, True),
        (replace(NEEDS, start=MOVABLE), False),
        (replace(NEEDS, unchecked=(Unchecked(Subject.PERSON),)), False),
        (replace(NEEDS, asks=(Finding("guide_contradicts", Severity.ASK, "指南"),)), False),
        (replace(NEEDS, cap_passed=3), False),
        (replace(NEEDS, beside=(InForce("1", "x", FilingType.REFERRAL, None, Term()),)), False),
    ],
)
def test_one_press_is_enough_where_nothing_is_left(needs: ApprovalNeeds, is_nothing: bool) -> None:
    assert needs.is_nothing is is_nothing


CITED = Citation("S", "指南", 1, "字")
AT_ONCE = TimeLimit(LimitKind.UNNAMED, CITED, at_once=True)
FIVE_DAYS = TimeLimit(LimitKind.PROMISED, CITED, working_days=5)


@pytest.mark.parametrize(
    ("mode", "limits", "second_check", "instant"),
    [
        (None, (), None, False),
        (HandlingMode.INSTANT, (), None, True),
        (HandlingMode.PROMISED, (FIVE_DAYS,), None, False),
        (None, (FIVE_DAYS, AT_ONCE), None, True),
        (HandlingMode.INSTANT, (FIVE_DAYS,), False, True),
        (HandlingMode.INSTANT, (AT_ONCE,), True, False),  # another person has to look
    ],
)
def test_what_is_settled_at_once(
    mode: HandlingMode | None, limits: tuple[TimeLimit, ...], second_check: bool | None, instant: bool
) -> None:
    item = replace(
        next(iter(Catalogue.load().items())),
        handling_mode=stated(mode, CITED) if mode else Fact(),
        limits=limits,
        facts={} if second_check is None else {"second_check": stated(second_check, CITED)},
    )
    assert approval.is_instant(item) is instant


@pytest.mark.parametrize(
    ("outcome", "owed", "approvable"),
    [
        (Outcome.APPROVE, (), True),
        (Outcome.ASK, (), True),
        (Outcome.ASK, ("identity",), False),
        (Outcome.CORRECT, ("identity",), False),
        (Outcome.REFUSE, (), False),
    ],
)
def test_a_refusal_stands_and_no_reason_stands_in_for_a_paper(
    outcome: Outcome, owed: tuple[str, ...], approvable: bool
) -> None:
    found = Determination("x", "1", outcome, None, None, None, None, owed, (), (), ())
    assert approval.is_approvable(found) is approvable


def test_an_agents_account_is_not_the_persons_to_verify(services: Flask) -> None:
    agent = citizen(person(2))
    typed = long_stay(person(1), agent=AgentClaim(person(2).name, person(2).id_number))
    draft = filings.open_draft(acting(agent), "wenshang.long-term", typed)
    documents.attach(acting(agent), draft.number, "residence_proof", page("a"), None)
    sent = filings.submit(acting(agent), draft.number)
    left = [each.subject for each in needs(acting(staff("clerk")), sent).unchecked]
    assert left == [Subject.DOCUMENT, Subject.INSURED, Subject.PERSON]


def test_what_ended_before_it_is_approved_takes_an_answer(services: Flask) -> None:
    who = person(1)
    filer, clerk = acting(citizen(who)), acting(staff("clerk"), later=timedelta(days=11))
    slip = ReferralClaim("汶上县人民医院", date(2025, 9, 20))
    typed = long_stay(who, person=insured(who, kind=FilingType.REFERRAL), referral=slip, begins_on=date(2026, 9, 16))
    draft = filings.open_draft(filer, "wenshang.referral", typed)
    documents.attach(filer, draft.number, "referral_slip", page("s"), True)
    filing = filings.submit(filer, draft.number)
    assert "over_when_decided" in {each.code for each in needs(clerk, filing).asks}
    with pytest.raises(Invalid) as refused:
        approve(clerk, filing)
    assert refused.value.code == "answer_needed"
    assert approve(clerk, filing, "本人要补结 9 月的账").ends_on == date(2026, 9, 20)
