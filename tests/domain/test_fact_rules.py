"""What a single fact may be: each rule at the edge of what it lets through, and the fault whole."""

from datetime import date

import pytest

from portal.domain.fact_rules import FactFault, day_fault, document_fault, number_fault, text_fault
from portal.domain.values import Value


def fault(code: str, **values: Value) -> FactFault:
    """The fault of the fact that is tried here."""
    return FactFault("x", code, tuple(values.items()))


LONGEST = {"longest": 200}
IN_1900_TO_2200 = {"first": 1900, "last": 2200}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("名", None),
        ("名" * 200, None),
        ("名" * 201, fault("too_long", **LONGEST)),
        ("", fault("empty", **LONGEST)),
        (" \u200b", fault("empty", **LONGEST)),
        *((f"两{sign}行", fault("control_characters", **LONGEST)) for sign in "\x00\x7f\u202e\u2028\u2029"),
        *((f"两{sign}行", None) for sign in "\u200c\u200d\u180e"),  # joiners of Mongolian and Uyghur names
        ("两\u0378行", None),  # newer than the tables of any Python, for all it knows
    ],
    ids=ascii,
)
def test_a_text_is_neither_empty_nor_long_nor_invisible(text: str, found: FactFault | None) -> None:
    assert text_fault("x", text) == found


@pytest.mark.parametrize(
    ("number", "found"), [(0, None), (9, None), (10, fault("too_large", most=9)), (-1, fault("negative"))]
)
def test_a_number_is_neither_negative_nor_absurd(number: int, found: FactFault | None) -> None:
    assert number_fault("x", number, 9) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(1899, 12, 31), fault("year_out_of_range", **IN_1900_TO_2200)),
        (date(1900, 1, 1), None),
        (date(2200, 12, 31), None),
        (date(2201, 1, 1), fault("year_out_of_range", **IN_1900_TO_2200)),
    ],
)
def test_a_day_is_of_a_year_that_people_mean(day: date, found: FactFault | None) -> None:
    assert day_fault("x", day) == found


@pytest.mark.parametrize(
    ("kind", "found"), [("slip", None), ("lunch", fault("unknown_document_kind", kinds="identity、slip"))]
)
def test_a_document_is_of_a_kind_the_county_knows(kind: str, found: FactFault | None) -> None:
    assert document_fault("x", kind, frozenset({"slip", "identity"})) == found
