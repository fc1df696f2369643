"""Addresses as the pages say them: how a number or a day in one is read, and where an item is shown."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from urllib.parse import urlencode

from flask import Flask, current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, ValidationError

from portal.domain.day_place import DayPlace
from portal.domain.fact_rules import day_fault
from portal.domain.numbering import read_filing_number

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ROW_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
_LAST_ROW = 2**31 - 1
"""The highest number of a row: PostgreSQL keeps it in four bytes, and refuses to compare it with more."""


class FilingNumber(BaseConverter):
    """Twelve digits whose last fits the others. What people type with blanks or dashes is a field, not an address."""

    regex = "[0-9]{12}"

    def to_python(self, value: str) -> str:
        """The number; what cannot be one is a missing page."""
        if read_filing_number(value) is None:
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Let routes say `<filing_number:number>`; comes before any route that does."""
    app.url_map.converters["filing_number"] = FilingNumber


def day_in(text: str) -> date | None:
    """A day as an address has it, 2026-09-30; none for what is no day, or a day of a year that nobody means.

    The first and the last day Python knows have no day beside them, so that all that is counted from one would fail.
    """
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and day_fault("", day) is None else None


def instant_in(text: str) -> datetime | None:
    """An instant as a list's address has it; none for what is no instant, or does not say of which clock."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None and day_in(at.date().isoformat()) else None


def row_number_in(text: str) -> int | None:
    """The number or the version of a row, as an address or a form carries it; none for what cannot be one."""
    number = int(text) if _ROW_NUMBER.fullmatch(text) else None
    return number if number is not None and number <= _LAST_ROW else None


def day_place_in(text: str) -> DayPlace | None:
    """Where a list by day begins, as its address has it: 2026-09-30.17; anything else begins at the top."""
    written, _dot, number = text.partition(".")
    day, row = day_in(written), row_number_in(number)
    return DayPlace(day, row) if day is not None and row is not None else None


def written_place(place: DayPlace) -> str:
    """The same in an address."""
    return f"{place.day.isoformat()}.{place.id}"


def page_above(path: str) -> str:
    """The page that a form with this address stands on: the nearest one above it that is no document's own."""
    adapter = current_app.url_map.bind("")
    while path.strip("/"):
        with suppress(HTTPException):
            _endpoint, named = adapter.match(path, method="GET")
            if "uid" not in named:
                return path
        path = path.rstrip("/").rpartition("/")[0] or "/"
    return path


def of_each(endpoint: str) -> Callable[[str], str]:
    """The address of that page of a filing, by its number; made up once for a list of many."""
    blank = "0" * 12
    before, after = url_for(endpoint, number=blank).split(blank)
    return lambda number: f"{before}{number}{after}"


def item_url(endpoint: str, item_id: str) -> str:
    """That page of an item, whose id is its county and its own short name."""
    county, _dot, slug = item_id.partition(".")
    return url_for(endpoint, county=county, slug=slug)


def narrowed_url(endpoint: str, wanted: Mapping[str, str | None]) -> str:
    """That page narrowed to what is wanted; nothing wanted leaves no question mark."""
    return with_query(url_for(endpoint), wanted)


def with_query(url: str, wanted: Mapping[str, str | None]) -> str:
    """The address with these parameters; without any it has no question mark."""
    query = urlencode({name: word for name, word in wanted.items() if word})
    return f"{url}?{query}" if query else url
