"""A county's hospitals and items; one files to a city, and is covered in all of it, a few provinces as one place."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.place import DesignatedHospital, InsuringPlace, is_covered
from portal.domain.vocabulary import FilingType
from tests.domain.determination.bare import BARE, CITED

PLACES = [
    ("370100", "370100", True, "the city itself"),
    ("370102", "370100", True, "a district of the city"),
    ("370102", "370103", True, "another district of the city that was named"),
    ("370121", "370112", True, "a county of the city, where a district was named"),
    ("370200", "370100", False, "another city of the province"),
    ("310101", "310000", True, "Shanghai is filed as one"),
    ("310115", "310101", True, "and is one, whatever district was named"),
    ("469001", "460200", True, "Hainan too"),
    ("440300", "440000", True, "a whole province, where one was filed"),
    ("370000", "370100", False, "a province is more than the city"),
    ("429004", "429004", True, "a county under no city"),
    ("429005", "429004", False, "is not its neighbour"),
]


@pytest.mark.parametrize(("wanted", "filed", "expected", "why"), PLACES, ids=[row[3] for row in PLACES])
def test_place_is_covered(wanted: str, filed: str, expected: bool, why: str) -> None:
    assert is_covered(wanted, filed) is expected


def test_filing_without_a_place_covers_none() -> None:
    assert is_covered("370100", None) is False


FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
BEFORE, AFTER = date(2026, 8, 31), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, {BEFORE, FIRST, LAST, AFTER}),  # a guide that prints no dates sets no limit
        (FIRST, None, {FIRST, LAST, AFTER}),
        (None, LAST, {BEFORE, FIRST, LAST}),
        (FIRST, LAST, {FIRST, LAST}),
    ],
)
def test_a_designation_holds_on_its_first_day_and_its_last(
    first: date | None, last: date | None, days: set[date]
) -> None:
    hospital = DesignatedHospital("某医院", CITED, first, last)
    assert {day for day in (BEFORE, FIRST, LAST, AFTER) if hospital.is_designated(day)} == days


def test_a_county_knows_its_items_by_type_and_its_hospitals_by_name() -> None:
    hospital, other = DesignatedHospital("汶上县人民医院（东院）", CITED), DesignatedHospital("别的医院", CITED)
    place = InsuringPlace("x", "某县", "X", (), (), {FilingType.REFERRAL: BARE.id}, {BARE.id: BARE})
    place = replace(place, hospitals=(other, hospital))
    assert [place.item_of(kind) for kind in (FilingType.REFERRAL, FilingType.EMERGENCY)] == [BARE, None]
    assert place.hospital(" 汶上县 人民医院(东院) ") is hospital
    assert place.hospital("汶上县人民医院") is None
    assert place.names == {"county": "某县", "county_en": "X"}
