"""A sheet as the checker reads it: rows of cells, each what it holds and how; the JSON they travel and wait in."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.json import Decoder

CellKind = Literal["text", "number", "day", "formula", "fault"]
"""`fault` is what a program of spreadsheets shows in place of a result, such as #N/A."""


class Cell(Struct, frozen=True, array_like=True):
    """What stands in one cell, written out; an empty one is an empty text."""

    kind: CellKind
    text: str


class TableRow(Struct, frozen=True, array_like=True):
    """One row with anything in it, under the number it has in its file."""

    number: int
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True):
    """The one sheet of a file that was filled in; a CSV has no name, and no day zero from which it counts days."""

    sheet: str
    rows: tuple[TableRow, ...]
    day_zero: date | None = None


TABLES = Decoder(Table)
NOTHING = Cell("text", "")
LONGEST = 2000
"""Letters kept of one cell: more than any answer may have, so that a longer one is refused as such."""


def column_name(index: int) -> str:
    """A, B … Z, AA: how a program of spreadsheets calls the column (from 0)."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
