"""Addresses as the pages say them: what a filing number in one looks like, and where an item is shown."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Flask, url_for
from werkzeug.routing import BaseConverter, ValidationError

from portal.domain.numbering import read_filing_number


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
