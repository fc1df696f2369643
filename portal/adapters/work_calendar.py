"""The State Council calendar from the calendar library, with the operator's own year files on top.

A year file is TOML, one a year, in the directory PORTAL_HOLIDAYS_DIR names, for instance 2027.toml:

    year = 2027
    source = "国办发明电〔2026〕…号"
    off = [2027-01-01, 2027-02-06]      # every day off that is not an ordinary weekend
    working = [2027-02-14]              # weekend days worked in exchange (调休)

The year counts as known as soon as its file is there.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path

import chinese_calendar

from portal.catalogue.bounded import Unreadable, table_of, text_of
from portal.domain.calendar import CalendarDays, WorkingCalendar

YEAR_KEYS = {"year", "source", "off", "working"}


class CalendarFault(Exception):
    """A year file that cannot be read; the message names file, key and mend."""


def load_calendar(directory: Path | None = None) -> WorkingCalendar:
    """Every year somebody has published: the library's, then the operator's files, which win where they differ."""
    calendar = WorkingCalendar(_published())
    if directory is None:
        return calendar
    if not directory.is_dir():
        raise CalendarFault(f"{directory}: 没有这个目录，请检查 PORTAL_HOLIDAYS_DIR")
    for file in sorted(directory.glob("*.toml")):
        calendar = calendar.overlaid(_year_file(file))
    return calendar


@cache
def _published() -> CalendarDays:
    """The library's tables; it refuses years it does not know, so its own days say which it does."""
    off, working = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
    return CalendarDays(off, working, frozenset(day.year for day in off))


def _year_file(file: Path) -> CalendarDays:
    try:
        table = table_of(text_of(file))
    except Unreadable as fault:
        raise CalendarFault(f"{file.name}: {fault}") from fault
    except OSError as fault:
        raise CalendarFault(f"{file.name}: 读不了这个文件，请检查文件名和权限") from fault
    for key in table:
        if key not in YEAR_KEYS:
            raise CalendarFault(f"{file.name}: {key}: 不认识这个键")
    year = table.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise CalendarFault(f"{file.name}: year: 要写年份，例如 2027")
    off, working = (_days(file, table, key, year) for key in ("off", "working"))
    if off & working:
        raise CalendarFault(f"{file.name}: working: 同一天不能既放假又上班：{min(off & working)}")
    return CalendarDays(off, working, frozenset({year}))


def _days(file: Path, table: dict[str, object], key: str, year: int) -> frozenset[date]:
    raw = table.get(key, [])
    days = raw if isinstance(raw, list) else [raw]
    for day in days:
        if not isinstance(day, date) or isinstance(day, datetime) or day.year != year:
            raise CalendarFault(f"{file.name}: {key}: 要写 {year} 年的日期，例如 {year}-05-01，而不是 {day}")
    return frozenset(days)
