"""Periods of months and years end on the corresponding day, or the month's last (Civil Code 202)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.validity import Term, add_months, add_years, in_force, last_day_before, months_and_days, overlap

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 15), 6, date(2026, 9, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_end_on_the_corresponding_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_year_from_the_leap_day_ends_on_the_last_of_february() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, st.integers(0, 1200))
def test_corresponding_day_is_in_the_right_month(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


def test_term_counts_both_its_ends() -> None:
    term = Term(date(2026, 1, 10), date(2027, 1, 10))
    days = (date(2026, 1, 9), date(2026, 1, 10), date(2027, 1, 10), date(2027, 1, 11))
    assert [in_force(term, day) for day in days] == [False, True, True, False]


def test_term_without_an_end_goes_on() -> None:
    assert in_force(Term(date(2026, 1, 10)), date(2100, 1, 1))
    assert in_force(Term(), date(1950, 1, 1))


MARCH, APRIL = Term(date(2026, 3, 1), date(2026, 3, 31)), Term(date(2026, 4, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (MARCH, True),
        (APRIL, False),
        (Term(date(2026, 3, 31), date(2026, 5, 1)), True),
        (Term(None, date(2026, 3, 1)), True),
        (Term(None, date(2026, 2, 28)), False),
        (Term(date(2026, 3, 31)), True),
        (Term(), True),
    ],
)
def test_terms_overlap_where_they_share_a_day(other: Term, expected: bool) -> None:
    assert overlap(MARCH, other) is expected
    assert overlap(other, MARCH) is expected


TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("term", "begins_on", "last"),
    [
        (Term(date(2026, 1, 1)), None, TODAY),
        (Term(date(2026, 1, 1)), date(2026, 9, 1), TODAY),
        (Term(date(2026, 1, 1)), date(2026, 10, 1), date(2026, 9, 30)),
        (Term(date(2026, 1, 1), date(2026, 9, 20)), date(2026, 10, 1), date(2026, 9, 20)),
        (Term(date(2026, 9, 30)), date(2026, 10, 1), date(2026, 9, 30)),  # it counted on that one day
        (Term(date(2026, 12, 1)), date(2026, 10, 1), None),  # it counted on no day
    ],
)
def test_term_that_is_taken_over_ends_when_the_other_begins(
    term: Term, begins_on: date | None, last: date | None
) -> None:
    assert last_day_before(term, begins_on, TODAY) == last


def test_one_without_a_first_day_ends_all_the_same() -> None:
    assert last_day_before(Term(), date(2026, 10, 1), TODAY) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("start", "end", "long"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), (0, 0)),
        (date(2026, 1, 31), date(2026, 2, 28), (1, 0)),  # the last day of a shorter month is its corresponding day
        (date(2026, 1, 31), date(2026, 2, 27), (0, 27)),
        (date(2025, 12, 15), date(2026, 1, 14), (0, 30)),
        (date(2025, 12, 15), date(2026, 1, 15), (1, 0)),
        (date(2024, 3, 10), date(2026, 5, 12), (26, 2)),
    ],
)
def test_how_long_it_is_in_whole_months_and_days(start: date, end: date, long: tuple[int, int]) -> None:
    assert months_and_days(start, end) == long
