"""From when to when a filing is in force."""

import calendar as months_of_the_year
from dataclasses import dataclass
from datetime import date, timedelta


def add_months(day: date, number: int) -> date:
    """The corresponding day that many months on, or the last day of a month too short for it (Civil Code 202)."""
    month_index = day.year * 12 + day.month - 1 + number
    year, month = divmod(month_index, 12)
    return date(year, month + 1, min(day.day, months_of_the_year.monthrange(year, month + 1)[1]))


def add_years(day: date, number: int) -> date:
    """The corresponding day that many years on; 29 February becomes 28 February in a common year."""
    return add_months(day, number * 12)


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """How long it is from one day to a later one: whole months, and the days that are left."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


@dataclass(frozen=True, slots=True)
class Term:
    """The days a filing counts for; no end means until changed, or not stated."""

    begins_on: date | None = None
    ends_on: date | None = None


def in_force(term: Term, on: date) -> bool:
    """True when the day lies in the term, both ends included."""
    begun = term.begins_on is None or term.begins_on <= on
    return begun and (term.ends_on is None or on <= term.ends_on)


def overlap(one: Term, other: Term) -> bool:
    """True when some day lies in both terms; an open end goes on for ever."""
    begun_in_time = one.begins_on is None or other.ends_on is None or one.begins_on <= other.ends_on
    return begun_in_time and (other.begins_on is None or one.ends_on is None or other.begins_on <= one.ends_on)


def cut_off(term: Term, last: date) -> date | None:
    """The last day of a term that counts no longer than that day; an earlier end of its own stays.

    None where it had not begun by then: it counted on no day.
    """
    if term.begins_on is not None and term.begins_on > last:
        return None
    return min(term.ends_on, last) if term.ends_on else last


def last_day_before(term: Term, begins_on: date | None, today: date) -> date | None:
    """The last day of a term that another takes over: the day before that one begins, but never before today."""
    return cut_off(term, max(today, begins_on - timedelta(days=1)) if begins_on else today)
