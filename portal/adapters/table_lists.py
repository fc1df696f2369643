"""A list somebody loads from a spreadsheet: its columns found by their headings, every cell read, every fault named.

A list with a fault is not taken at all: half of one would look like the whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from portal.adapters import tables
from portal.adapters.table_days import day_in
from portal.adapters.table_rows import NOTHING, Cell, Table, TableRow, column_name
from portal.domain.spelling import words_of


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext's extractor looks for
    """Mark a sentence for translation without translating it yet."""
    return sentence


SENTENCES: Mapping[str, str] = {
    "columns_missing": N_("没有这几列：%(columns)s。请在表头写上。"),
    "column_twice": N_("“%(column)s”有两列，只能有一列。"),
    "no_rows": N_("表头下面没有内容。"),
    "formula": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：是公式，请改成写好的内容。"),
    "missing": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：没有填。"),
    "too_long": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：最多 %(most)s 个字。"),
    "no_day": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：看不懂“%(text)s”这个日期，请写成 2026-09-14 这样。"),
    "neither": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：看不懂“%(text)s”，请写“是”或“否”。"),
    "not_a_code": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：“%(text)s”不是 ICD-10 编码，例如 I25.100。"),
    "wrong_order": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：早于开始的日期。"),
    "repeated": N_("第 %(row)s 行“%(column)s”（%(letter)s 列）：和第 %(other)s 行重复。"),
}
"""What may be wrong with a list, or with one of its cells."""
SHOWN = 40
"""Faults that are said one by one: whoever reads them mends the cause, not the ten-thousandth line."""
_FLAGS = {"是": True, "有": True, "y": True, "yes": True, "1": True, "√": True, "否": False, "没有": False}
_FLAGS |= {"不是": False, "无": False, "n": False, "no": False, "0": False, "×": False}

Value = str | date | bool | None
Reader = Callable[[Cell, Table], Value]


class CellRefused(Exception):
    """The cell cannot be meant: a code of `SENTENCES`, and what its sentence needs beside the place."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class ListFault:
    """What is wrong: a code of `SENTENCES`, and the values its sentence needs."""

    code: str
    values: Mapping[str, str | int]


class ListRefused(Exception):
    """Nothing of the list is taken; all that is wrong with it."""

    def __init__(self, faults: Sequence[ListFault]) -> None:
        super().__init__(faults[0].code)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column, known by any of its headings and by its key; `read` says what a cell of it means."""

    key: str
    headings: tuple[str, ...]
    read: Reader
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row, under the number it has in its file."""

    number: int
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        """A cell of text; empty where nothing stands in it."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def day(self, key: str) -> date | None:
        """A cell of a day."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None


def text_of(most: int) -> Reader:
    """Reads what is written, as long as it may be."""

    def read(cell: Cell, _table: Table) -> str:
        text = words_of(" ".join(normalize("NFC", cell.text).split()))
        if len(text) > most:
            raise CellRefused("too_long", most=most)
        return text

    return read


def day_of(cell: Cell, table: Table) -> date:
    """Reads a day."""
    day = day_in(cell, table)
    if day is None:
        raise CellRefused("no_day", text=cell.text[:30])
    return day


def flag_of(cell: Cell, _table: Table) -> bool:
    """Reads yes or no."""
    flag = _FLAGS.get(_tidy(cell.text))
    if flag is None:
        raise CellRefused("neither", text=cell.text[:30])
    return flag


class ListTable:
    """A table under known headings, read once; `rows` are sound only where `faults` are none."""

    def __init__(self, body: bytes, columns: Sequence[ListColumn]) -> None:
        """Raises `TableRefused` for what is no table at all, `ListRefused` where a column is not there."""
        self._table = tables.read(body, tables.LIST)
        self._columns = columns
        first, *rows = self._table.rows or (TableRow(1, ()),)
        self._places = self._found(first)
        self.faults: list[ListFault] = []
        self.rows = [self._read(row) for row in rows]
        if not rows:
            raise ListRefused([ListFault("no_rows", {})])

    def refuse(self, row: ListRow, key: str, code: str, **values: str | int) -> None:
        """Note what is wrong with a cell that reads well by itself."""
        self.faults.append(self._fault(row.number, self._column(key), code, values))

    def refuse_repeated(self, key: str, same: Callable[[ListRow], str]) -> None:
        """Note rows that say of one thing what another row says."""
        seen: dict[str, int] = {}
        for row in (each for each in self.rows if same(each)):
            before = seen.setdefault(same(row), row.number)
            if before != row.number:
                self.refuse(row, key, "repeated", other=before)

    def require_sound(self) -> None:
        """Raise `ListRefused` where anything was found."""
        if self.faults:
            raise ListRefused(sorted(self.faults, key=lambda fault: int(fault.values.get("row", 0))))

    def _found(self, headings: TableRow) -> dict[str, int]:
        names = {_tidy(heading): column.key for column in self._columns for heading in (*column.headings, column.key)}
        places: dict[str, int] = {}
        for index, cell in enumerate(headings.cells):
            key = names.get(_tidy(cell.text))
            if key in places:
                raise ListRefused([ListFault("column_twice", {"column": cell.text})])
            if key is not None:
                places[key] = index
        missing = [column.headings[0] for column in self._columns if column.is_needed and column.key not in places]
        if missing:
            raise ListRefused([ListFault("columns_missing", {"columns": "、".join(missing)})])
        return places

    def _read(self, row: TableRow) -> ListRow:
        return ListRow(row.number, dict(self._values(row)))

    def _values(self, row: TableRow) -> Iterator[tuple[str, Value]]:
        for column in self._columns:
            place = self._places.get(column.key, len(row.cells))
            cell = row.cells[place] if place < len(row.cells) else NOTHING
            try:
                yield column.key, self._value(column, cell)
            except CellRefused as refused:
                self.faults.append(self._fault(row.number, column, refused.code, refused.values))

    def _value(self, column: ListColumn, cell: Cell) -> Value:
        if cell.kind in ("formula", "fault"):
            raise CellRefused("formula")
        if not words_of(cell.text):
            if column.is_needed:
                raise CellRefused("missing")
            return None
        return column.read(cell, self._table)

    def _fault(self, row: int, column: ListColumn, code: str, values: Mapping[str, str | int]) -> ListFault:
        place = self._places.get(column.key, 0)
        return ListFault(code, {"row": row, "column": column.headings[0], "letter": column_name(place), **values})

    def _column(self, key: str) -> ListColumn:
        return next(column for column in self._columns if column.key == key)


def _tidy(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).casefold().rstrip("*")
