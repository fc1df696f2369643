"""A claim takes nothing from anyone: no filing of its person's own, and no slot of an agent; on both engines."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import STRANGER as STRANGER_ACTOR
from portal.domain.actor import Context
from portal.domain.claims import AdmissionClaim, AgentClaim, CallerClaim, Claims, ContactClaim
from portal.domain.errors import DomainError, Invalid, NotAllowed, SeveralInvalid
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, EventKind, FilingStatus, FilingType, Role
from portal.models import AgentSlot, Filing, User, db
from portal.models.transaction import transaction
from portal.services import (
    accounts,
    agent_slots,
    documents,
    filings,
    history,
    intake,
    mending,
    progress,
    proving,
    review,
)
from portal.services.approval import Approval, approve
from portal.services.cases import Case
from portal.services.documents import StoredFile
from tests.approving import approve as approve_all
from tests.approving import everything, needs
from tests.people import NOW, SyntheticPerson, acting, citizen, insured, own_number, person, staff
from tests.services.mending.test_what_was_typed import sent_by_link

OWNER, STRANGER, AGENT = person(1), person(50), person(60)
ITEM, RETIREE = "wenshang.emergency", "fushun.settled-retiree"
MENDED = Informant("吴测试", "本人", Channel.WINDOW, "2026-09-14 10:05")
EMERGENCY = Claims(
    person=insured(OWNER, kind=FilingType.EMERGENCY),
    treatment_place="310000",
    admission=AdmissionClaim(date(2026, 9, 13), emergency=True, inpatient=True, networked=True),
    contact=ContactClaim(OWNER.name, OWNER.phone),
)
WITH_AGENT = replace(EMERGENCY, agent=AgentClaim(AGENT.name, AGENT.id_number))


def posing_as(who: SyntheticPerson) -> User:
    """Somebody else's account, registered with that person's number and a telephone of its own."""
    return citizen(replace(who, phone=STRANGER.phone))


def claimed(user: User, stated: Claims = EMERGENCY) -> Filing:
    """That account says it is the owner's filing."""
    return sent(user, filings.open_draft(acting(user), ITEM, stated))


def sent(user: User, draft: Filing) -> Filing:
    """Sent in with everything it needs."""
    ctx = acting(user)
    for place, kind in enumerate(Case(ctx, draft).foreseen().owed):
        kept = StoredFile(f"{draft.number}-{place}", "image/jpeg", 1000, 1, f"{int(draft.number) * 10 + place:064x}")
        documents.attach(ctx, draft.number, kind, kept, True)
    return filings.submit(ctx, draft.number)


def entered(clerk: User, channel: Channel, stated: Claims = EMERGENCY) -> Filing:
    """A clerk enters it for the owner."""
    taken_down = replace(stated, caller=CallerClaim("吴测试", "13900000042", "女儿"))
    return intake.enter(acting(clerk, channel), ITEM, taken_down, f"key-of-{clerk.id}-{channel}").filing


def for_agent(user: User, serial: int, agent: SyntheticPerson = AGENT) -> Filing:
    """A draft of that account in which the agent files for that person; the guide of Fushun caps such in a year."""
    who = person(serial)
    stated = Claims(
        person=insured(who, "210400", retired=True),
        treatment_place="310000",
        household_moved=True,
        agent=AgentClaim(agent.name, agent.id_number),
    )
    return filings.open_draft(acting(user), RETIREE, stated)


def refusal(act: Callable[[], object]) -> str:
    """The code of what the act is refused for."""
    with pytest.raises(DomainError) as refused:
        act()
    return refused.value.code


def proven_slots() -> int:
    """How many slots count against all."""
    return db.session.scalar(select(func.count()).where(AgentSlot.proven_slot.is_not(None))) or 0


def test_a_stranger_with_somebodys_number_keeps_nobody_out(services: Flask) -> None:
    of_stranger = claimed(posing_as(OWNER))
    of_owner = claimed(citizen(OWNER))
    assert (of_stranger.status, of_owner.status) == (FilingStatus.SUBMITTED, FilingStatus.SUBMITTED)
    assert (of_stranger.claimed_by, of_stranger.proven_at) == (f"user:{of_stranger.applicant_id}", None)


@pytest.mark.parametrize(
    ("channel", "stated"), [(Channel.PHONE, EMERGENCY), (Channel.FAX, EMERGENCY), (Channel.WINDOW, WITH_AGENT)]
)
def test_whoever_comes_with_somebodys_number_keeps_nobody_out(
    services: Flask, channel: Channel, stated: Claims
) -> None:
    """Not the owner's account, nor them on the telephone, by fax, through another agent or at the window."""
    came = entered(staff("clerk"), channel, stated)
    assert (came.claimed_by, came.proven_at) == (f"desk:{came.number}", None)
    colleague, with_another = staff("other"), replace(EMERGENCY, agent=AgentClaim(STRANGER.name, STRANGER.id_number))
    later = [
        claimed(citizen(OWNER)),
        entered(colleague, Channel.PHONE),
        entered(colleague, Channel.FAX),
        entered(staff("third"), Channel.WINDOW, with_another),
        entered(colleague, Channel.WINDOW),
    ]
    assert {each.status for each in later} == {FilingStatus.SUBMITTED}
    assert [each.proven_at is not None for each in later] == [False, False, False, False, True]


def test_who_stood_at_the_window_has_one_there_however_often_it_is_sent(services: Flask) -> None:
    first = entered(staff("clerk"), Channel.WINDOW)
    assert refusal(lambda: entered(staff("other"), Channel.WINDOW)) == "already_undecided"
    assert entered(db.session.get_one(User, first.entered_by_id), Channel.WINDOW).number == first.number


def test_a_number_mended_at_the_window_takes_no_proven_place(services: Flask) -> None:
    clerk, other = staff("clerk"), replace(EMERGENCY, person=insured(person(2), kind=FilingType.EMERGENCY))
    entered(clerk, Channel.WINDOW)
    second, answers = entered(staff("other"), Channel.WINDOW, other), {"person.id_number": OWNER.id_number}
    assert refusal(lambda: proving.require_place(second, OWNER.id_number, Channel.WINDOW)) == "already_undecided"
    ctx = acting(clerk)
    assert refusal(lambda: mending.mend(ctx, Case(ctx, second), second.version, answers, MENDED)) == "already_undecided"


@pytest.mark.parametrize("stated", [EMERGENCY, WITH_AGENT])
def test_nobody_files_for_somebody_else_but_as_their_agent(services: Flask, stated: Claims) -> None:
    """Whatever was typed into the draft: else nothing would hold the cap of an agent, who stands nowhere."""
    stranger = citizen(STRANGER)
    with pytest.raises(Invalid, match="signer_is_not_you"):
        claimed(stranger, stated)
    assert db.session.query(Filing).one().status is FilingStatus.DRAFT


def test_one_account_has_one_undecided_filing_of_a_person(services: Flask) -> None:
    owner = citizen(OWNER)
    claimed(owner)
    assert refusal(lambda: claimed(owner)) == "already_undecided"


@pytest.mark.parametrize(
    ("channel", "stated", "is_proven"),
    [
        (Channel.WINDOW, EMERGENCY, True),
        (Channel.WINDOW, WITH_AGENT, False),
        (Channel.PHONE, EMERGENCY, False),
        (Channel.FAX, EMERGENCY, False),
    ],
)
def test_who_stood_at_the_window_has_proven_it(
    services: Flask, channel: Channel, stated: Claims, is_proven: bool
) -> None:
    assert (entered(staff("clerk"), channel, stated).proven_at is not None) is is_proven


def test_what_is_proven_stands_against_all_that_is_proven(services: Flask) -> None:
    clerk = staff("clerk")
    entered(clerk, Channel.WINDOW)
    assert refusal(lambda: claimed(citizen(OWNER, verified_by=clerk))) == "already_undecided"
    assert claimed(posing_as(OWNER)).proven_at is None


def test_a_verified_account_proves_nothing_of_another_person(services: Flask) -> None:
    clerk = staff("clerk")
    as_agent = replace(EMERGENCY, agent=AgentClaim(STRANGER.name, STRANGER.id_number))
    of_another = claimed(citizen(STRANGER, verified_by=clerk), as_agent)
    assert of_another.proven_at is None
    assert entered(clerk, Channel.WINDOW).proven_at is not None


def test_verifying_the_owner_proves_what_waits(services: Flask) -> None:
    clerk, owner = staff("clerk"), citizen(OWNER)
    filing = claimed(owner)
    accounts.verify_owner(acting(clerk), filing.number)
    assert filing.proven_at is not None
    assert refusal(lambda: entered(clerk, Channel.WINDOW)) == "already_undecided"


def test_verifying_an_owner_whose_person_stood_at_the_window_leaves_the_claim_a_claim(services: Flask) -> None:
    clerk, owner = staff("clerk"), citizen(OWNER)
    filing = claimed(owner)
    entered(clerk, Channel.WINDOW)
    accounts.verify_owner(acting(clerk), filing.number)
    assert (owner.verified_at is not None, filing.proven_at) == (True, None)
    ctx = acting(clerk)
    assert refusal(lambda: approve_all(ctx, filing)) == "another_is_proven"
    assert filing.status is FilingStatus.SUBMITTED


def test_approving_proves_it_once(services: Flask) -> None:
    clerk = acting(staff("clerk"))
    of_owner, of_stranger = claimed(citizen(OWNER)), claimed(posing_as(OWNER))
    assert approve_all(clerk, of_owner).proven_at is not None
    assert of_stranger.proven_at is None


def test_a_mended_number_is_proven_anew_or_not_at_all(services: Flask) -> None:
    clerk = staff("clerk")
    filing = claimed(citizen(OWNER, verified_by=clerk))
    assert filing.proven_at is not None
    ctx, answers = acting(clerk), {"person.id_number": person(2).id_number}
    mended = mending.mend(ctx, Case(ctx, filing), filing.version, answers, MENDED)
    assert mended.proven_at is None


@pytest.mark.parametrize("channel", [Channel.WINDOW, Channel.PHONE, Channel.FAX])
def test_another_number_is_of_whoever_stands_there_only_where_they_said_it_there(
    services: Flask, channel: Channel
) -> None:
    """A stranger who was at the window rings, and is the owner: then the owner themselves was kept out."""
    clerk, is_there = staff("clerk"), channel is Channel.WINDOW
    filing = entered(clerk, Channel.WINDOW, replace(EMERGENCY, person=insured(STRANGER, kind=FilingType.EMERGENCY)))
    word, answers = replace(MENDED, channel=channel), {"person.id_number": OWNER.id_number}
    mended = mending.mend(acting(clerk), Case(acting(clerk), filing), filing.version, answers, word)
    assert (mended.proven_at is not None) is is_there
    owner = citizen(OWNER, verified_by=clerk)
    with pytest.raises(DomainError, match="already_undecided") if is_there else nullcontext():
        assert claimed(owner).proven_at is not None


def test_through_a_link_nobody_stands_at_the_window(services: Flask) -> None:
    clerk, stranger = acting(staff("clerk")), Context(STRANGER_ACTOR, NOW)
    filing = entered(db.session.get_one(User, clerk.actor.user_id), Channel.WINDOW)
    returned = review.request_correction(clerk, filing.number, filing.version, [], questions=["person.id_number"])
    secret = sent_by_link(clerk, returned)
    back = progress.finish_link(stranger, secret, Case(stranger, returned), {"person.id_number": STRANGER.id_number})
    assert (back.filing.status, back.filing.proven_at) == (FilingStatus.SUBMITTED, None)


def test_at_the_desk_nobody_hears_of_others_but_who_stands_there(services: Flask) -> None:
    clerk = staff("clerk")
    entered(clerk, Channel.WINDOW)
    typed = replace(EMERGENCY, person=insured(STRANGER, kind=FilingType.EMERGENCY))
    other = entered(staff("other"), Channel.WINDOW, typed)
    assert refusal(lambda: proving.require_place(other, OWNER.id_number, Channel.WINDOW)) == "already_undecided"
    proving.require_place(other, OWNER.id_number, Channel.PHONE)


@pytest.mark.parametrize("change", ["claimed_by = 'desk'", "claimed_by = NULL"])
def test_a_claim_is_its_accounts(services: Flask, change: str) -> None:
    filing = claimed(citizen(OWNER))
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"UPDATE filings SET {change} WHERE id = {filing.id}"))


def test_nothing_is_approved_unproven(services: Flask) -> None:
    filing = approve_all(acting(staff("clerk")), claimed(citizen(OWNER)))
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"UPDATE filings SET proven_at = NULL WHERE id = {filing.id}"))


def test_a_stranger_with_an_agents_number_uses_none_of_the_agents_slots(services: Flask) -> None:
    stranger, clerk = posing_as(AGENT), staff("clerk", "fushun")
    for serial in (1, 2, 3):
        filings.submit(acting(stranger), for_agent(stranger, serial).number)
    agent = citizen(AGENT, verified_by=clerk)
    foreseen = []
    for serial in (4, 5, 6):
        draft = for_agent(agent, serial)
        foreseen.append(Case(acting(agent), draft).foreseen().findings)
        filings.submit(acting(agent), draft.number)
    assert not [finding for findings in foreseen for finding in findings if finding.code.startswith("agent_")]
    assert proven_slots() == 3
    assert refusal(lambda: filings.submit(acting(agent), for_agent(agent, 7).number)) == "agent_cap"


def test_an_unproven_account_learns_nothing_of_what_an_agent_filed(services: Flask) -> None:
    agent, stranger = citizen(AGENT, verified_by=staff("clerk", "fushun")), posing_as(AGENT)
    before = Case(acting(stranger), for_agent(stranger, 9)).foreseen()
    for serial in (1, 2, 3):
        filings.submit(acting(agent), for_agent(agent, serial).number)
    draft = for_agent(stranger, 9)
    assert Case(acting(stranger), draft).foreseen() == before
    assert filings.submit(acting(stranger), draft.number).status is FilingStatus.SUBMITTED


def past_the_cap(answer: str = "", cap_reason: str = "") -> tuple[Filing, Approval]:
    """Somebody else's claim to be the agent's fourth, ready to be approved."""
    chief = acting(staff("chief", "fushun", Role.SUPERVISOR))
    agent, helper = citizen(AGENT, verified_by=db.session.get(User, chief.actor.user_id)), posing_as(AGENT)
    for serial in (1, 2, 3):
        filings.submit(acting(agent), for_agent(agent, serial).number)
    fourth = sent(helper, for_agent(helper, 4))
    return fourth, everything(chief, fourth, answer, cap_reason)


def test_the_cap_is_looked_at_again_when_a_claim_is_approved(services: Flask) -> None:
    fourth, given = past_the_cap("看过了", "家中四位老人都要办")
    clerk = acting(staff("clerk", "fushun"))
    assert needs(clerk, fourth).cap_passed == 3
    assert refusal(lambda: approve(clerk, fourth.number, fourth.version, given)) == "agent_cap_proven"
    assert (fourth.status, proven_slots()) == (FilingStatus.SUBMITTED, 3)


def test_a_supervisor_says_why_an_agent_may_pass_the_cap(services: Flask) -> None:
    fourth, given = past_the_cap("看过了", "家中四位老人都要办")
    second = acting(staff("second", "fushun", Role.SUPERVISOR))
    done = approve(second, fourth.number, fourth.version, given)
    events = history.events_of(done)
    override = next(event for event in events if event.kind is EventKind.OVERRIDDEN)
    assert (override.detail.what, override.detail.reason) == ("agent_cap", "家中四位老人都要办")
    assert events[-1].detail.reason == "看过了"
    assert (done.status, proven_slots()) == (FilingStatus.APPROVED, 4)


def test_an_answer_to_the_rules_is_no_reason_to_pass_the_cap(services: Flask) -> None:
    fourth, given = past_the_cap("看过了")
    second = acting(staff("second", "fushun", Role.SUPERVISOR))
    assert refusal(lambda: approve(second, fourth.number, fourth.version, given)) == "cap_reason_needed"
    with pytest.raises(SeveralInvalid) as refused:
        approve(second, fourth.number, fourth.version, replace(given, checked=frozenset()))
    assert [(each.code, each.field) for each in refused.value.faults] == [
        ("cap_reason_needed", "cap_reason"),
        ("left_unchecked", "unchecked_reason"),
    ]
    assert (fourth.status, proven_slots()) == (FilingStatus.SUBMITTED, 3)


def test_a_case_of_the_counter_past_the_cap_is_a_supervisors_too(services: Flask) -> None:
    """It holds no slot of its own, and the rules ask a supervisor."""
    clerk, chief = staff("clerk", "fushun"), staff("chief", "fushun", Role.SUPERVISOR)
    agent = citizen(AGENT, verified_by=clerk)
    for serial in (1, 2, 3):
        filings.submit(acting(agent), for_agent(agent, serial).number)
    stated = for_agent(agent, 4).claims
    fourth = sent_at_counter(clerk, stated)
    answered = everything(acting(clerk), fourth, "看过了", "家中四位老人都要办")
    assert needs(acting(clerk), fourth).cap_passed == 3
    assert refusal(lambda: approve(acting(clerk), fourth.number, fourth.version, answered)) == "agent_cap_proven"
    silent = replace(answered, cap_reason="")
    assert refusal(lambda: approve(acting(chief), fourth.number, fourth.version, silent)) == "cap_reason_needed"
    done = approve(acting(chief), fourth.number, fourth.version, answered)
    reasons = [each.detail.reason for each in history.events_of(done) if each.kind is EventKind.OVERRIDDEN]
    assert (done.status, reasons, proven_slots()) == (FilingStatus.APPROVED, ["家中四位老人都要办"], 3)


def sent_at_counter(clerk: User, stated: Claims) -> Filing:
    """Taken in at the window with every document seen."""
    seen = [intake.Sighted(kind) for kind in ("identity", "settlement_proof")]
    return intake.enter(acting(clerk, Channel.WINDOW), RETIREE, stated, "counter", seen).filing


def test_what_a_supervisor_allowed_before_is_not_asked_again(services: Flask) -> None:
    chief = acting(staff("chief", "fushun", Role.SUPERVISOR))
    agent = citizen(AGENT, verified_by=db.session.get(User, chief.actor.user_id))
    for serial in (1, 2, 3):
        filings.submit(acting(agent), for_agent(agent, serial).number)
    draft = for_agent(agent, 4)
    agent_slots.allow_beyond_cap(chief, draft.number, "家中四位老人都要办")
    assert needs(chief, filings.submit(acting(agent), draft.number)).cap_passed is None


def test_a_supervisor_lifts_no_cap_for_themselves(services: Flask) -> None:
    """Nobody decides their own: the agent with the supervisor's own ID number is the supervisor."""
    chief = staff("chief", "fushun", Role.SUPERVISOR)
    themselves = replace(AGENT, id_number=own_number("chief"))
    agent = citizen(themselves)
    for serial in (1, 2, 3):
        filings.submit(acting(agent), for_agent(agent, serial, themselves).number)
    draft = for_agent(agent, 4, themselves)
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        agent_slots.allow_beyond_cap(acting(chief), draft.number, "家中四位老人都要办")
    with pytest.raises(NotAllowed, match="agent_cap"):
        filings.submit(acting(agent), draft.number)
    with pytest.raises(IntegrityError, match="nobody overrides"), transaction():
        history.record(acting(chief), draft, EventKind.OVERRIDDEN)


def test_verifying_an_agent_proves_the_slots_of_what_waits(services: Flask) -> None:
    clerk, agent = staff("clerk", "fushun"), citizen(AGENT)
    of_another = filings.submit(acting(agent), for_agent(agent, 1).number)
    own = filings.open_draft(acting(agent), RETIREE, replace(for_agent(agent, 2).claims, agent=AgentClaim()))
    filings.save_draft(acting(agent), own.number, {"person.id_number": AGENT.id_number})
    mine = filings.submit(acting(agent), own.number)
    assert proven_slots() == 0
    accounts.verify_owner(acting(clerk), mine.number)
    assert (proven_slots(), mine.proven_at is not None, of_another.proven_at) == (1, True, None)


def test_schema_holds_the_cap_of_what_is_proven(services: Flask) -> None:
    agent = citizen(AGENT, verified_by=staff("clerk", "fushun"))
    filings.submit(acting(agent), for_agent(agent, 1).number)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text("UPDATE agent_slots SET proven_slot = cap + 1"))


def test_the_person_an_agent_files_for_again_takes_no_second_slot(services: Flask) -> None:
    agent, helper = citizen(AGENT, verified_by=staff("clerk", "fushun")), posing_as(AGENT)
    filings.submit(acting(agent), for_agent(agent, 1).number)
    again = filings.submit(acting(helper), for_agent(helper, 1).number)
    with transaction():
        agent_slots.prove(acting(helper), again)
    assert proven_slots() == 1
