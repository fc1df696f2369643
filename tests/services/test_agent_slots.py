"""How many people an agent files for in a year: as many as the guide says, each once, of one item and one claimant."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import AgentClaim
from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import Role
from portal.models import AgentSlot, Filing, db
from portal.models.transaction import transaction
from portal.services import agent_slots, amendments, claims, mending
from portal.services.cases import Case
from tests.people import acting, citizen, person, staff
from tests.services.test_proving import AGENT, MENDED, STRANGER, for_agent, sent

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CAP = 3


def taken(ctx: Context, filing: Filing) -> list[int]:
    """Take one; the numbers of all that are taken then."""
    with transaction():
        agent_slots.take(ctx, filing, Case(ctx, filing).item)
    return sorted(db.session.scalars(db.select(AgentSlot.slot)))


def test_as_many_as_the_guide_says_and_not_one_more(services: Flask) -> None:
    agent = citizen(AGENT)
    ctx = acting(agent)
    assert [taken(ctx, for_agent(agent, serial))[-1] for serial in (1, 2, 3)] == [1, 2, CAP]
    with pytest.raises(NotAllowed) as refused:
        taken(ctx, for_agent(agent, 4))
    assert (refused.value.code, refused.value.values["cap"]) == ("agent_cap", CAP)


def test_the_same_person_again_takes_none(services: Flask) -> None:
    agent = citizen(AGENT)
    ctx = acting(agent)
    assert taken(ctx, for_agent(agent, 1)) == taken(ctx, for_agent(agent, 1)) == [1]


def test_what_a_stranger_claims_takes_none_of_the_agents(services: Flask) -> None:
    agent, stranger = citizen(AGENT), citizen(STRANGER)
    for serial in (11, 12, 13):
        taken(acting(stranger), for_agent(stranger, serial))
    assert taken(acting(agent), for_agent(agent, 1)) == [1, 1, 2, 3]


def test_the_next_year_and_another_item_begin_anew(services: Flask) -> None:
    agent = citizen(AGENT)
    ctx = acting(agent)
    for serial in (1, 2, 3):
        taken(ctx, for_agent(agent, serial))
    elsewhere = for_agent(agent, 4)
    with transaction():
        elsewhere.item_id = "fushun.another-item"
        agent_slots.take(ctx, elsewhere, Case(ctx, for_agent(agent, 4)).item)
    assert sorted(db.session.scalars(db.select(AgentSlot.slot))) == [1, 1, 2, 3]
    assert taken(replace(ctx, now=ctx.now + timedelta(days=365)), for_agent(agent, 5)) == [1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("role", "reason", "passes"),
    [(Role.CLERK, "家中四位老人", False), (Role.SUPERVISOR, "", False), (Role.SUPERVISOR, "家中四位老人", True)],
)
def test_past_the_cap_of_what_is_proven_only_a_supervisor_goes_with_a_reason(
    services: Flask, role: Role, reason: str, passes: bool
) -> None:
    agent, stranger = citizen(AGENT), citizen(STRANGER)
    desk = acting(staff("desk", "fushun", role))
    for serial in (1, 2, 3):
        own = for_agent(agent, serial)
        taken(acting(agent), own)
        with transaction():
            agent_slots.prove(desk, own)
    fourth = for_agent(stranger, 4)
    taken(acting(stranger), fourth)
    try:
        with transaction():
            agent_slots.prove(desk, fourth, reason)
        passed = True
    except NotAllowed as refused:
        passed = refused.code != "agent_cap_proven"
    proven = sorted(filter(None, db.session.scalars(db.select(AgentSlot.proven_slot))))
    assert (passed, proven) == (passes, [1, 2, 3, 4] if passes else [1, 2, 3])


def test_an_agent_who_is_named_later_takes_a_slot_too(services: Flask) -> None:
    """And is past the cap once it is to be proven beside the three others."""
    agent, own = citizen(AGENT), citizen(person(4))
    desk = acting(staff("desk", "fushun"))
    for serial in (1, 2, 3):
        draft = for_agent(agent, serial)
        taken(acting(agent), draft)
        with transaction():
            agent_slots.prove(desk, draft)
    alone = for_agent(own, 4)
    with transaction():
        alone.claims = replace(alone.claims, agent=AgentClaim())
        claims.index(alone)
    filing = sent(own, alone)
    assert db.session.query(AgentSlot).filter_by(filing_id=filing.id).count() == 0
    named = {"agent.name": AGENT.name, "agent.id_number": AGENT.id_number}
    filing = mending.mend(desk, Case(desk, filing), filing.version, named, MENDED)
    assert db.session.query(AgentSlot).filter_by(filing_id=filing.id).count() == 1
    assert agent_slots.cap_passed(desk, Case(desk, filing)) == CAP
    away = dict.fromkeys(("agent.name", "agent.id_number"))
    filing = mending.mend(desk, Case(desk, filing), filing.version, away, MENDED)
    assert db.session.query(AgentSlot).filter_by(filing_id=filing.id).count() == 0


def test_where_the_year_is_full_a_number_is_mended_all_the_same_and_the_rules_ask(services: Flask) -> None:
    agent, desk = citizen(AGENT), acting(staff("desk", "fushun"))
    first, *_others = (sent(agent, for_agent(agent, serial)) for serial in (1, 2, 3))
    amendments.withdraw(acting(agent), first.number, first.version)
    again = sent(agent, for_agent(agent, 1))  # its person has the slot of the first
    named = {"person.id_number": person(4).id_number}
    again = mending.mend(desk, Case(desk, again), again.version, named, MENDED)
    assert db.session.query(AgentSlot).filter_by(filing_id=again.id).count() == 0
    assert "agent_cap" in {each.code for each in Case(desk, again).determination.findings}
