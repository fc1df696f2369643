"""Working days around the long holidays, with make-up days, and over a year nobody knows.

Expected days are read from the State Council's notices for 2025 and 2026 by hand.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.adapters.work_calendar import load_calendar
from portal.domain.calendar import CalendarDays, Counted, WorkingCalendar

CALENDAR = load_calendar()
KNOWN_DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 9, 28), True),
        (date(2025, 10, 1), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2027, 10, 1), False),
        (date(2027, 10, 7), True),
    ],
    ids=str,
)
def test_day_is_worked_as_the_notice_says(day: date, working: bool) -> None:
    assert CALENDAR.is_working_day(day) is working


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2025, 9, 26), 5, date(2025, 10, 10)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
    ],
    ids=str,
)
def test_working_days_are_counted_over_a_holiday(start: date, number: int, end: date) -> None:
    assert CALENDAR.add_working_days(start, number).on == end


def test_unknown_year_is_told_only_when_it_was_passed() -> None:
    assert CALENDAR.add_working_days(date(2026, 12, 28), 3).unknown_years == frozenset()
    over = CALENDAR.add_working_days(date(2026, 12, 30), 2)
    assert (over.on, over.unknown_years) == (date(2027, 1, 4), {2027})


def test_same_day_of_a_working_day_asks_nothing_of_the_next_year() -> None:
    counted = CALENDAR.same_or_next_working_day(date(2026, 12, 31))
    assert (counted.on, counted.unknown_years) == (date(2026, 12, 31), frozenset())


def test_own_days_win_over_the_national_ones() -> None:
    own = CALENDAR.overlaid(CalendarDays(off=frozenset({date(2026, 11, 23)}), working=frozenset({date(2026, 10, 1)})))
    assert not own.is_working_day(date(2026, 11, 23))
    assert own.is_working_day(date(2026, 10, 1))
    assert CALENDAR.is_working_day(date(2026, 11, 23))


def test_a_day_is_known_where_it_or_its_whole_year_was_published() -> None:
    off, working = date(2090, 9, 14), date(2090, 9, 16)
    own = WorkingCalendar(CalendarDays(frozenset({off}), frozenset({working}), frozenset({2091})))
    assert [own.knows(day) for day in (off, date(2090, 9, 15), working, date(2091, 9, 15))] == [True, False, True, True]
    assert own.add_working_days(date(2090, 9, 13), 1) == Counted(date(2090, 9, 15), frozenset({2090}))


@given(KNOWN_DAYS, st.integers(1, 40))
def test_added_days_are_all_the_working_days_passed(start: date, number: int) -> None:
    end = CALENDAR.add_working_days(start, number).on
    assert CALENDAR.is_working_day(end)
    passed = [start + timedelta(days=offset) for offset in range(1, (end - start).days + 1)]
    assert sum(CALENDAR.is_working_day(day) for day in passed) == number
    assert CALENDAR.working_days_between(start, end) == number


@given(KNOWN_DAYS)
def test_next_working_day_is_the_day_itself_or_later(day: date) -> None:
    found = CALENDAR.same_or_next_working_day(day).on
    assert (found == day) is CALENDAR.is_working_day(day)
    assert found >= day


@given(st.dates(date(2030, 1, 1), date(2199, 1, 1)))
def test_plain_weekday_of_an_unknown_year_is_worked_unless_a_fixed_holiday(day: date) -> None:
    fixed = (day.month, day.day) in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    assert WorkingCalendar().is_working_day(day) is (day.weekday() < 5 and not fixed)


def test_working_days_are_counted_backwards_as_forwards() -> None:
    monday, friday = date(2026, 9, 14), date(2026, 9, 18)
    assert CALENDAR.working_days_between(monday, friday) == 4
    assert CALENDAR.working_days_between(friday, monday) == -4
    assert CALENDAR.working_days_between(monday, monday) == 0
