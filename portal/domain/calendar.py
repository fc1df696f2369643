"""Working days by the State Council calendar, with make-up days, and what is doubtful about a count."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Days off that fall on the same date each year (全国年节及纪念日放假办法, 2024 revision), known before any notice."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that was computed, and the years passed on the way whose calendar nobody knows yet."""

    on: date
    unknown_years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Departures from the plain week: days off, working days on a weekend, and the years these are complete for."""

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days offices work; a year outside `days.years` counts weekends and fixed-date holidays only."""

    days: CalendarDays = field(default_factory=CalendarDays)

    @lru_cache(maxsize=64)  # noqa: B019 - counties have few calendars, and each filing that is judged asks for one
    def overlaid(self, own: CalendarDays) -> "WorkingCalendar":
        """The same calendar with a county's or operator's own days on top, which win where the two differ."""
        return WorkingCalendar(
            CalendarDays(
                off=(self.days.off - own.working) | own.off,
                working=(self.days.working - own.off) | own.working,
                years=self.days.years | own.years,
            )
        )

    def knows(self, day: date) -> bool:
        """True when what kind of day it is has been published, for that day or the whole year."""
        return day.year in self.days.years or day in self.days.off or day in self.days.working

    def is_working_day(self, day: date) -> bool:
        """True when offices are open that day, as far as is known."""
        if day in self.days.off:
            return False
        if day in self.days.working:
            return True
        if day.weekday() >= SATURDAY:
            return False
        return day.year in self.days.years or (day.month, day.day) not in FIXED_HOLIDAYS

    def add_working_days(self, start: date, number: int) -> Counted:
        """The last of `number` working days counted from the day after `start` (Civil Code 201)."""
        day, left, unknown = start, number, set[int]()
        while left > 0:
            day += timedelta(days=1)
            if not self.knows(day):
                unknown.add(day.year)
            if self.is_working_day(day):
                left -= 1
        return Counted(day, frozenset(unknown))

    def same_or_next_working_day(self, day: date) -> Counted:
        """That day when offices work, else the next day they do (即时办结 of a filing on a day off)."""
        return self.add_working_days(day - timedelta(days=1), 1)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        span = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=offset)) for offset in range(1, span + 1))
