"""Which claims cannot be used as facts, and why: the same law and the same codes as for JSON from outside."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.domain.claims import Answers, Claims, PersonClaim, laid_over
from portal.domain.fact_law import Circumstances, facts_from
from portal.domain.fact_rules import FactFaults
from portal.domain.facts import SuppliedDocument
from portal.domain.vocabulary import Channel, Scheme
from tests.people import id_number

STATED = Claims(person=PersonClaim(" 演示 ", id_number(1).lower(), Scheme.EMPLOYEE, "370830"))
AROUND = Circumstances("wenshang.long-term", Channel.ONLINE, datetime(2026, 9, 14, 2, tzinfo=UTC))


def kinds(item: str) -> frozenset[str] | None:
    """The kinds of document of the one item there is."""
    return frozenset({"identity"}) if item == AROUND.item else None


def faults(answers: Answers, around: Circumstances = AROUND) -> list[tuple[str, str]]:
    """Path and code of everything wrong with these claims."""
    with pytest.raises(FactFaults) as found:
        facts_from(laid_over(STATED, answers), around, kinds)
    return [(fault.path, fault.code) for fault in found.value.faults]


def test_claims_become_facts_as_they_were_meant() -> None:
    facts = facts_from(STATED, replace(AROUND, insured=True), kinds)
    assert (facts.person.name, facts.person.id_number, facts.person.insured) == ("演示", id_number(1), True)
    assert (facts.admission, facts.referral, facts.agent) == (None, None, None)


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"person.name": None}, ("person.name", "missing")),
        ({"person.id_number": "123"}, ("person.id_number", "id_number_shape")),
        ({"person.insured_place": "37"}, ("person.insured_place", "not_division_code")),
        ({"agent.phone": "13800000002"}, ("agent.name", "missing")),
        ({"agent.name": "演", "agent.id_number": id_number(1)}, ("agent.id_number", "agent_is_person")),
        ({"stay_days": 30, "stay_months": 12}, ("stay_months", "both_stays")),
        ({"stay_days": -1}, ("stay_days", "negative")),
        ({"begins_on": date(1, 1, 1)}, ("begins_on", "year_out_of_range")),
        (
            {"admission.on": date(2026, 9, 13), "admission.discharged_on": date(2026, 9, 12)},
            ("admission.discharged_on", "discharged_before_admission"),
        ),
    ],
)
def test_claims_that_cannot_be_used_are_named(answers: Answers, fault: tuple[str, str]) -> None:
    assert fault in faults(answers)


def test_all_faults_are_told_at_once() -> None:
    around = replace(AROUND, documents=(SuppliedDocument("lunch"),), commitments=("supper",))
    found = faults({"person.scheme": None, "stay_days": -1}, around)
    assert {path for path, _code in found} == {"person.scheme", "stay_days", "documents[0].kind", "commitments[0]"}


def test_nobody_told_of_is_one_fault() -> None:
    with pytest.raises(FactFaults) as found:
        facts_from(Claims(), replace(AROUND, item="nowhere.nothing"), kinds)
    assert {(f.path, f.code) for f in found.value.faults} == {("person", "missing"), ("item", "unknown_item")}
