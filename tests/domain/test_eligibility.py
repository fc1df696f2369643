"""What every item asks of a filing: the verdict whole, with the field that shows it and what would fit better."""

from dataclasses import replace
from typing import Any

import pytest

from portal.domain.check import Verdict
from portal.domain.eligibility import common_verdicts
from portal.domain.place import InsuringPlace
from portal.domain.vocabulary import FilingType, Severity
from tests.domain.determination.bare import FACTS

COUNTY = InsuringPlace("wenshang", "汶上县", "Wenshang", ("370830",), ("3708",))
NAMES = {"county": "汶上县", "county_en": "Wenshang"}
SERVED = (FilingType.LONG_TERM_RESIDENT, FilingType.POSTED_WORKER)
ASK, REFUSE = Severity.ASK, Severity.REFUSE


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ({}, None),
        ({"insured": True, "kind": FilingType.POSTED_WORKER}, None),
        ({"insured_place": "370829"}, Verdict("insured_elsewhere", REFUSE, "person.insured_place", values=NAMES)),
        ({"insured": False}, Verdict("not_insured", REFUSE, "person.insured")),
        (
            {"kind": FilingType.REFERRAL},
            Verdict("kind_not_served", REFUSE, "person.kind", (FilingType.REFERRAL,), {"kind": FilingType.REFERRAL}),
        ),
    ],
)
def test_of_who_is_insured(person: dict[str, Any], found: Verdict | None) -> None:
    facts = replace(FACTS, person=replace(FACTS.person, **person))
    assert list(common_verdicts(facts, COUNTY, SERVED)) == ([found] if found else [])


INSIDE = Verdict("treated_inside_pooling_area", REFUSE, "treatment_place", values=NAMES)
WIDE = Verdict("treatment_place_too_wide", ASK, "treatment_place", values=NAMES)


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ({"treatment_place": "370100"}, None),
        ({"treatment_place": "370830"}, INSIDE),
        ({"treatment_place": "370811"}, INSIDE),
        ({"treatment_place": "370800"}, INSIDE),
        ({"treatment_place": "370000"}, WIDE),
        ({"treatment_place": None}, Verdict("treatment_place_unknown", ASK, "treatment_place")),
        (
            {"treatment_place": "370811", "unsettled_places": ("treatment_place",)},
            Verdict("treatment_place_retired", ASK, "treatment_place"),
        ),
        (
            {"unsettled_places": ("person.insured_place",)},
            Verdict("insured_place_retired", ASK, "person.insured_place"),
        ),
    ],
)
def test_of_where_the_treatment_is(of: dict[str, Any], found: Verdict | None) -> None:
    assert list(common_verdicts(replace(FACTS, **of), COUNTY, SERVED)) == ([found] if found else [])


def test_a_county_of_its_own_pool_treats_nobody_elsewhere_in_it() -> None:
    alone = replace(COUNTY, pooling_area=())
    assert list(common_verdicts(replace(FACTS, treatment_place="370830"), alone, SERVED)) == [INSIDE]
    assert list(common_verdicts(replace(FACTS, treatment_place="370811"), alone, SERVED)) == []
