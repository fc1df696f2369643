"""Which claims cannot be used as facts, and why: the same law and the same codes as for JSON from outside."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.claims import AdmissionClaim, Answer, Answers, Claims, PersonClaim, ReferralClaim, laid_over
from portal.domain.fact_law import Circumstances, facts_from
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.facts import Agent, Facts, Person, SuppliedDocument
from portal.domain.gazetteer import Gazetteer
from portal.domain.vocabulary import Channel, FilingType, Scheme
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


def test_a_birth_is_held_against_the_day_of_filing_in_beijing() -> None:
    born_that_day = {"person.id_number": id_number(1, "20260915")}
    before, after = (datetime(2026, 9, 14, hour, 30, tzinfo=UTC) for hour in (15, 16))  # midnight lies between them
    assert [path for path, _code in faults(born_that_day, replace(AROUND, filed_at=before))] == ["person.id_number"]
    facts = facts_from(laid_over(STATED, born_that_day), replace(AROUND, filed_at=after), kinds)
    assert facts.filed_on == date(2026, 9, 15)


def test_what_a_log_says_of_faults_is_where_and_which() -> None:
    found = FactFaults((FactFault("person.name", "missing"), FactFault("stay_days", "too_many", (("most", 9),))))
    assert str(found) == "person.name: missing, stay_days: too_many"


NEEDED = [
    *(f"person.{name}" for name in ("name", "id_number", "scheme", "insured_place")),
    *(f"agent.{name}" for name in ("name", "id_number")),
]
AGENT: Answers = {"agent.name": "女儿", "agent.id_number": id_number(2), "agent.phone": "13800000002"}


@pytest.mark.parametrize("path", NEEDED)
def test_whoever_is_spoken_of_is_named_in_full(path: str) -> None:
    assert faults({**AGENT, path: None}) == [(path, "missing")]


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        *((path, "王\u202e五", "control_characters") for path in ("person.name", "agent.name", "referral.institution")),
        *(
            (path, blank, "empty")
            for blank in (" ", "\u202e")
            for path in ("person.name", "agent.name", "referral.institution")
        ),
        *((path, "37083", "not_division_code") for path in ("person.insured_place", "treatment_place")),
        *((path, -1, "negative") for path in ("stay_days", "stay_months")),
        ("stay_days", 36_601, "too_large"),
        ("stay_months", 1_201, "too_large"),
        ("stay_months", 1_200, ""),
        *(
            (path, date(1899, 12, 31), "year_out_of_range")
            for path in ("begins_on", "admission.on", "admission.discharged_on", "referral.issued_on")
        ),
        ("agent.id_number", "123", "id_number_shape"),
        ("person.id_number", "99000020270101001X", "id_number_born_later"),
        ("admission.discharged_on", date(2026, 9, 13), ""),
    ],
)
def test_each_answer_is_held_to_its_rule(path: str, answer: Answer, code: str) -> None:
    answers: Answers = {**AGENT, "admission.on": date(2026, 9, 13) if code == "" else None, path: answer}
    if not code:
        assert facts_from(laid_over(STATED, answers), AROUND, kinds)
        return
    assert (path, code) in faults(answers)


def test_everything_that_was_claimed_is_a_fact() -> None:
    day, later = date(2026, 9, 1), date(2026, 9, 3)
    answers: Answers = {
        **AGENT,
        "person.retired": True,
        "person.kind": FilingType.EMERGENCY,
        "treatment_place": "310000",
        "household_moved": False,
        "begins_on": day,
        "stay_days": 30,
        "admission.on": day,
        "admission.discharged_on": later,
        "referral.issued_on": day,
    }
    around = replace(
        AROUND,
        documents=(SuppliedDocument("identity", True),),
        commitments=("identity", "identity"),
        insured=False,
        persons_this_year=2,
        may_pass_cap=True,
        filed_first_on=day,
    )
    facts = facts_from(laid_over(STATED, answers), around, kinds)
    who = Person("演示", id_number(1), Scheme.EMPLOYEE, "370830", False, True, FilingType.EMERGENCY)
    assert facts == Facts(
        item=AROUND.item,
        channel=Channel.ONLINE,
        filed_at=AROUND.filed_at,
        person=who,
        treatment_place="310000",
        household_moved=False,
        begins_on=day,
        stay_days=30,
        stay_months=None,
        admission=AdmissionClaim(on=day, discharged_on=later),
        referral=ReferralClaim(issued_on=day),
        documents=around.documents,
        commitments=("identity",),
        agent=Agent("女儿", id_number(2), 2, True),
        filed_first_on=day,
    )
    assert facts.filed_at.utcoffset() == timedelta(hours=8)


def test_a_code_that_was_given_up_is_read_as_todays_or_left_unsettled() -> None:
    became = {"450221": ("450206",), "370600": ("370602", "370611")}
    today = Gazetteer(str, lambda code: became.get(code, (code,)))
    answers: Answers = {"person.insured_place": "450221", "treatment_place": "370600"}
    facts = facts_from(laid_over(STATED, answers), AROUND, kinds, today)
    assert (facts.person.insured_place, facts.unsettled_places) == ("450206", ("treatment_place",))


def test_a_place_nobody_told_of_is_not_looked_up() -> None:
    looked_up: list[str] = []

    def places(code: str) -> tuple[str, ...]:
        looked_up.append(code)
        return (code,)

    today = Gazetteer(str, places)
    facts = facts_from(STATED, AROUND, kinds, today)
    assert (facts.treatment_place, facts.unsettled_places, set(looked_up)) == (None, (), {"370830"})


def test_all_faults_are_told_at_once() -> None:
    around = replace(AROUND, documents=(SuppliedDocument("lunch"),), commitments=("supper",))
    found = faults({"person.scheme": None, "stay_days": -1}, around)
    assert {path for path, _code in found} == {"person.scheme", "stay_days", "documents[0].kind", "commitments[0]"}


def test_nobody_told_of_is_one_fault() -> None:
    with pytest.raises(FactFaults) as found:
        facts_from(Claims(), replace(AROUND, item="nowhere.nothing"), kinds)
    assert {(f.path, f.code) for f in found.value.faults} == {("person", "missing"), ("item", "unknown_item")}
