"""What is sent out as a spreadsheet: texts under their headings, or columns to fill in."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MEDIA_TYPE = "text/csv"
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")
_FIRST = (*_FORMULA_SIGNS, "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column: its heading, what helps, what there is to choose from, and how it may look."""

    heading: str
    hint: str
    is_needed: bool
    choices: Sequence[str]
    example: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """Texts under their headings."""

    title: str
    headings: Sequence[str]
    lines: Iterable[Sequence[str]]


def writing() -> ModuleType:
    """`table_writing`, read when the first workbook is wanted: its library loads as long as Flask, and a server begins
    without one."""
    return import_module("portal.adapters.table_writing")


def comma_separated(tables: Iterable[TextTable]) -> bytes:
    """The same one below another, as CSV that opens in Chinese; what a program would take for a formula stands behind a
    quotation mark (OWASP, CSV injection)."""
    written = io.StringIO()
    writer = csv.writer(written)
    for place, table in enumerate(tables):
        writer.writerows([[], [table.title]] if place else [])
        for line in (table.headings, *table.lines):
            writer.writerow([f"'{text}" if _is_like_a_formula(text) else text for text in line])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


WRITERS: Mapping[str, Callable[[Sequence[TextTable]], bytes]] = {
    "csv": comma_separated,
    "xlsx": lambda tables: bytes(writing().workbook(tables)),
}
"""What writes a file, by how its name ends."""


def _is_like_a_formula(text: str) -> bool:
    """Also in the full-width signs of a Chinese keyboard, and after blanks, which some programs pass over."""
    return text[:1] in _FIRST or text.lstrip()[:1] in _FORMULA_SIGNS
