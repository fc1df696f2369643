"""What fits better is offered only where its own rules do not refuse the same facts."""

from dataclasses import replace

import pytest

from portal.domain.alternatives import emergency_of_its_own, offered, verdicts_of
from portal.domain.claims import ReferralClaim
from portal.domain.facts import Facts
from portal.domain.facts_json import parse_facts
from portal.domain.place import InsuringPlace
from portal.domain.vocabulary import FilingType, Scheme
from tests.domain.determination.bare import CATALOGUE, GIVEN

REFERRAL = next(item for item in CATALOGUE.items() if item.id == "wenshang.referral")
EMERGENCY = next(item for item in CATALOGUE.items() if item.id == "wenshang.emergency")
BARE_ONE = replace(EMERGENCY, conditions=())
BESIDE_BARE_ONE = replace(
    REFERRAL, place=replace(REFERRAL.place, items={**REFERRAL.place.items, EMERGENCY.id: BARE_ONE})
)
STAY = {"on": "2026-09-01", "emergency": True, "inpatient": True, "networked": True}


def admitted(**stay: bool) -> Facts:
    """An emergency inpatient whom nobody referred."""
    return parse_facts({**GIVEN, "item": REFERRAL.id, "admission": {**STAY, **stay}}, CATALOGUE.document_kinds)


def test_emergency_inpatient_is_offered_the_countys_own_item_with_its_sentence() -> None:
    [finding] = emergency_of_its_own(admitted(), REFERRAL)
    assert "139" in finding.basis  # S4:139, whom the item for emergencies is for
    assert offered((FilingType.EMERGENCY,), admitted(), REFERRAL) == ("wenshang.emergency",)


@pytest.mark.parametrize(
    "facts",
    [
        admitted(networked=False),
        replace(admitted(), person=replace(admitted().person, scheme=Scheme.RESIDENT)),
        replace(admitted(), person=replace(admitted().person, insured_place="370102")),
        replace(admitted(), person=replace(admitted().person, insured=False)),
        replace(admitted(), treatment_place="370811"),
    ],
    ids=["not networked", "another scheme", "insured elsewhere", "not insured", "inside the pooling area"],
)
def test_item_whose_own_rules_refuse_is_not_offered(facts: Facts) -> None:
    assert list(emergency_of_its_own(facts, REFERRAL)) == []
    assert offered((FilingType.EMERGENCY,), facts, REFERRAL) == ()


@pytest.mark.parametrize(
    "kinds",
    [(FilingType.LONG_TERM_RESIDENT,), (FilingType.REFERRAL, FilingType.EMERGENCY)],
    ids=["not for referrals", "for both"],
)
def test_only_an_item_for_referrals_alone_sends_on_to_the_one_for_emergencies(kinds: tuple[FilingType, ...]) -> None:
    assert list(emergency_of_its_own(admitted(), replace(REFERRAL, kinds=kinds))) == []


@pytest.mark.parametrize(
    ("against", "is_sent_on"), [((), False), (("paper_expired",), True), (("hospital_not_designated",), True)]
)
def test_who_is_referred_stays_unless_the_slip_is_as_good_as_none(against: tuple[str, ...], is_sent_on: bool) -> None:
    referred = replace(admitted(), referral=ReferralClaim("汶上县中医院"))
    assert [each.code for each in emergency_of_its_own(referred, REFERRAL, against)] == (
        ["emergency_has_its_own_item"] if is_sent_on else []
    )


@pytest.mark.parametrize(
    "facts",
    [
        replace(admitted(), admission=None),
        admitted(emergency=False),
        admitted(inpatient=False),
    ],
    ids=["nothing said of a stay", "no emergency", "no inpatient"],
)
def test_who_is_no_emergency_inpatient_is_not_sent_on(facts: Facts) -> None:
    """Not even where the item for emergencies would take anybody."""
    for item in (REFERRAL, BESIDE_BARE_ONE):
        assert list(emergency_of_its_own(facts, item)) == []


def test_another_kind_than_the_item_serves_is_what_an_alternative_changes() -> None:
    facts = replace(admitted(), person=replace(admitted().person, kind=FilingType.LONG_TERM_RESIDENT))
    assert offered((FilingType.EMERGENCY,), facts, REFERRAL) == ("wenshang.emergency",)


def test_readings_that_differ_about_a_filing_have_no_verdicts() -> None:
    of_scheme = next(each for each in REFERRAL.conditions if each.name == "scheme_is")
    by_hospital = next(each for each in REFERRAL.conditions if each.name == "designated_referrer")
    resident = replace(admitted(), person=replace(admitted().person, scheme=Scheme.RESIDENT))
    assert verdicts_of(of_scheme, resident, REFERRAL.place) is None
    assert verdicts_of(of_scheme, admitted(), REFERRAL.place) == ()
    foreign = replace(admitted(), referral=ReferralClaim("某医院"))
    found = verdicts_of(by_hospital, foreign, REFERRAL.place)
    assert found is not None
    assert [each.code for each in found] == ["hospital_not_designated"]


def test_an_item_for_emergencies_that_states_no_condition_is_cited_by_itself() -> None:
    [finding] = emergency_of_its_own(admitted(), BESIDE_BARE_ONE)
    assert (finding.basis, finding.fact) == (EMERGENCY.citation.basis, "admission.emergency")


def test_county_without_an_item_for_emergencies_sends_nobody_to_one() -> None:
    without = replace(REFERRAL, place=InsuringPlace("x", "某县", "X", ("370830",), ()))
    assert list(emergency_of_its_own(admitted(), without)) == []


@pytest.mark.parametrize(
    ("facts", "is_offered"),
    [
        (admitted(), True),
        (replace(admitted(), person=replace(admitted().person, insured_place="370102")), False),
        (replace(admitted(), person=replace(admitted().person, insured=False)), False),
        (replace(admitted(), treatment_place="370811"), False),
    ],
    ids=["elsewhere", "insured elsewhere", "not insured", "inside the pooling area"],
)
def test_a_kind_without_an_item_is_offered_where_not_every_item_would_be_refused(
    facts: Facts, is_offered: bool
) -> None:
    without = replace(REFERRAL, place=replace(REFERRAL.place, items={}))
    kind = FilingType.LONG_TERM_RESIDENT
    assert offered((kind,), facts, without) == ((kind.value,) if is_offered else ())
