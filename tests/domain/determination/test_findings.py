"""What an item with one stated thing says of a filing: each finding whole, with its fact, its values and its basis."""

from dataclasses import replace
from typing import Any

import pytest

from portal.domain.checks_of_person import Retired, SchemeIs
from portal.domain.facts import Agent
from portal.domain.findings import Finding
from portal.domain.item import AgentTerms, CheckReading, Condition, ItemChannel
from portal.domain.sourced import SILENT, Fact, FactState, Reading, stated
from portal.domain.vocabulary import Channel, FilingType, Outcome, Scheme, Severity
from tests.domain.determination.bare import BARE, CITED, FACTS, NAME, OTHER, says


def test_what_states_nothing_finds_nothing() -> None:
    found = says({})
    assert (found.findings, found.outcome, found.effects, found.alternatives) == ((), Outcome.APPROVE, (), ())
    assert (found.item, found.item_version) == (BARE.id, BARE.version)
    assert (found.begins_on, found.ends_on, found.deadline_on, found.owed) == (None, None, None, ())


TWO = (ItemChannel(Channel.WINDOW, CITED), ItemChannel(Channel.FAX, OTHER), ItemChannel(Channel.PHONE, CITED))
NAMED_CHANNELS = (Channel.WINDOW, Channel.FAX, Channel.PHONE)
ONE_MORE = {"channel": Channel.ONLINE, "channels": (Channel.ONLINE,)}


@pytest.mark.parametrize(
    ("item", "finding"),
    [
        (
            {"channels": TWO},
            Finding(
                "channel_not_offered",
                Severity.REFUSE,
                f"{CITED.basis}；{OTHER.basis}",  # each sentence once
                {"channel": Channel.ONLINE, "channels": NAMED_CHANNELS},
                "channel",
            ),
        ),
        (
            {"channels": (), "unstated_channels": ()},
            Finding("channel_not_offered", Severity.REFUSE, NAME, ONE_MORE | {"channels": ()}, "channel"),
        ),
        (
            {"channels": (), "unstated_channels": (Channel.ONLINE,)},
            Finding("channel_not_stated", Severity.WARN, NAME, ONE_MORE, "channel"),
        ),
        (
            {"channels": (ItemChannel(Channel.ONLINE, OTHER, named_only_in_flow=True),)},
            Finding("channel_named_only_in_flow", Severity.WARN, OTHER.basis, ONE_MORE, "channel"),
        ),
    ],
)
def test_of_the_channel(item: dict[str, Any], finding: Finding) -> None:
    assert says({}, **item).findings == (finding,)


YES, NO, CAP = stated(True, CITED), stated(False, CITED), stated(3, OTHER)
TWO_CAPS = Fact(FactState.CONTRADICTORY, (Reading(2, CITED), Reading(3, OTHER)))


def of_agent(code: str, severity: Severity, basis: str, **values: int) -> Finding:
    fact = "agent" if not values else "agent.persons_this_year"
    return Finding(code, severity, basis, values, fact)


@pytest.mark.parametrize(
    ("agent", "terms", "finding"),
    [
        (None, AgentTerms(allowed=NO, persons_per_year=CAP), None),
        (Agent("孔女儿", "x"), AgentTerms(), None),
        (Agent("孔女儿", "x"), AgentTerms(allowed=YES), None),
        (Agent("孔女儿", "x"), AgentTerms(allowed=SILENT), of_agent("agent_not_stated", Severity.WARN, NAME)),
        (
            Agent("孔女儿", "x"),
            AgentTerms(allowed=NO),
            of_agent("agent_not_allowed", Severity.REFUSE, CITED.basis),
        ),
        (
            Agent("孔女儿", "x"),
            AgentTerms(allowed=YES, persons_per_year=CAP),
            of_agent("agent_count_unknown", Severity.ASK, OTHER.basis, cap=3),
        ),
        (Agent("孔女儿", "x", 2), AgentTerms(persons_per_year=CAP), None),
        (
            Agent("孔女儿", "x", 3),
            AgentTerms(persons_per_year=CAP),
            of_agent("agent_cap", Severity.REFUSE, OTHER.basis, cap=3),
        ),
        (
            Agent("孔女儿", "x", 3),
            AgentTerms(persons_per_year=CAP, in_principle=True),
            of_agent("agent_cap", Severity.ASK, OTHER.basis, cap=3),
        ),
        (Agent("孔女儿", "x", 3, may_pass_cap=True), AgentTerms(persons_per_year=CAP), None),
        (Agent("孔女儿", "x", 9), AgentTerms(persons_per_year=SILENT), None),
        (Agent("孔女儿", "x", 9), AgentTerms(persons_per_year=TWO_CAPS), None),  # neither is applied meanwhile
    ],
)
def test_of_an_agent(agent: Agent | None, terms: AgentTerms, finding: Finding | None) -> None:
    assert says({"agent": agent}, agents=terms).findings == ((finding,) if finding else ())


RETIRED, EMPLOYEES = CheckReading(Retired(), CITED), CheckReading(SchemeIs(Scheme.EMPLOYEE), OTHER)
DISPUTED = Condition("who", (RETIRED, EMPLOYEES), "中心", "两处不一样")


def test_a_contradiction_is_asked_about_where_its_readings_differ() -> None:
    words = {"why": "两处不一样", "confirm_by": "中心"}
    not_retired = {"person": replace(FACTS.person, retired=False)}
    [found] = says(not_retired, conditions=(DISPUTED,)).findings
    basis = f"{CITED.basis}；{OTHER.basis}"
    assert found == Finding("guide_contradicts", Severity.ASK, basis, words, "who")
    assert says({"person": replace(FACTS.person, retired=True)}, conditions=(DISPUTED,)).findings == ()
    alike = replace(DISPUTED, readings=(RETIRED, RETIRED))
    [found] = says(not_retired, conditions=(alike,)).findings
    assert (found.severity, found.basis, found.fact) == (Severity.REFUSE, CITED.basis, "person.retired")
    assert words.items() <= found.values.items()


@pytest.mark.parametrize(
    ("kind", "alternatives"),
    [
        (FilingType.REFERRAL, ("wenshang.referral",)),
        (FilingType.OTHER_TEMPORARY, ("other_temporary",)),  # a bare type where the county has no item
        (FilingType.LONG_TERM_RESIDENT, ()),  # never the item itself
    ],
)
def test_what_fits_better_is_named_once(kind: FilingType, alternatives: tuple[str, ...]) -> None:
    found = says({"person": replace(FACTS.person, kind=kind)}, kinds=(FilingType.EMERGENCY,))
    assert found.alternatives == alternatives
    assert [each.code for each in found.findings] == ["kind_not_served"]
