"""A day as it stands in a cell: written in any of the usual ways, or counted by a program of spreadsheets."""

import re
from datetime import date, timedelta
from unicodedata import normalize

from portal.adapters.table_rows import Cell, Table

_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")
_CLOSED_UP = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIALS = range(36_526, 73_051)
"""Of the years 2000 to 2099, counted from day zero."""


def day_parts(cell: Cell, table: Table) -> tuple[str, str, str] | None:
    """Year, month and day as they would be typed; None where it reads as no day."""
    text = " ".join(normalize("NFKC", cell.text).split())
    if cell.kind == "number" and table.day_zero and text.isdigit() and int(text) in _SERIALS:
        text = str(table.day_zero + timedelta(days=int(text)))
    found = _DAY.fullmatch(text) or _CLOSED_UP.fullmatch(text)
    return (found[1], found[2], found[3]) if found else None


def day_in(cell: Cell, table: Table) -> date | None:
    """The day; None also where the calendar has none of that number."""
    parts = day_parts(cell, table)
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None
