"""One files to a city, and is covered in all of it; a few provinces are filed as one place."""

import pytest

from portal.domain.place import is_covered

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
