"""Reads a stranger's spreadsheet, inside the checker: XLSX or CSV, every cell as it was typed, or says why not."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.parsers import expat

import openpyxl
from openpyxl.worksheet._reader import WorkSheetParser

from portal.adapters.refusal import Refusal
from portal.adapters.table_rows import LONGEST, NOTHING, Cell, Table, TableRow, column_name

MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 500
SHOWN_RANGES = 5
CELLS_FOR_EACH = ROWS_FOR_EACH = 2
"""Cells and rows a sheet may have for each that it may fill: frames, colours and gaps make empty ones, and each takes
its time."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_PROLOG_BYTES = 4096


def read_table(body: bytes, most_rows: int, most_columns: int) -> Table:
    """The sheet that was filled in, where it has no more rows below its headings, and columns; raises `Refusal`."""
    if body.startswith(_OLE):
        raise Refusal("password" if _PASSWORD in body else "old_excel")
    if body.startswith(_ZIP):
        return _of_workbook(body, most_rows, most_columns)
    return Table("", tuple(_kept(_of_csv(body), "", most_rows, most_columns)))


def _of_workbook(body: bytes, most_rows: int, most_columns: int) -> Table:
    try:
        _refuse_bombs(body)
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        most_cells = CELLS_FOR_EACH * most_rows * most_columns
        filled = [sheet for sheet in sheets if any(_filled(sheet, most_cells))]
        if not filled:
            raise Refusal("nothing_in_it")
        if len(filled) > 1:
            raise Refusal("several_sheets", sheets="、".join(sheet.title for sheet in filled[:SHOWN_RANGES]))
        sheet = filled[0]
        written = _rows(sheet, _filled(sheet, most_cells), most_rows, most_columns)
        rows = tuple(_kept(written, sheet.title, most_rows, most_columns))
        return Table(sheet.title, rows, book.epoch.date())
    except (Refusal, MemoryError):
        raise
    except Exception as fault:  # whatever the library dies of in a stranger's file
        raise Refusal("damaged") from fault


def _refuse_bombs(body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refusal("bomb", size=MOST_UNPACKED // 1024 // 1024)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise Refusal("not_a_table")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as content:
                    _refuse_own_entities(content)


def _refuse_own_entities(content: IO[bytes]) -> None:
    """ECMA-376 forbids a document type, and no program writes one: it is how a file reads others, or swells."""
    reader, has_begun = expat.ParserCreate(), False

    def begin(_name: str, _attributes: object) -> None:
        nonlocal has_begun
        has_begun = True

    def refuse(*_doctype: object) -> None:
        raise Refusal("damaged")

    reader.StartElementHandler, reader.StartDoctypeDeclHandler = begin, refuse
    while not has_begun and (piece := content.read(_PROLOG_BYTES)):
        reader.Parse(piece)


def _refuse_merged(sheet: Any, parser: WorkSheetParser) -> None:
    """What the library heeds only where it reads a whole sheet into memory: ranges stand at the sheet's end, whatever
    quotation marks or letters it is written in."""
    found = parser.merged_cells.mergeCell if parser.merged_cells else ()
    if found:
        shown = dict.fromkeys(each.coord for each in found[:SHOWN_RANGES])
        raise Refusal("merged", sheet=sheet.title, cells="、".join(shown))


def _filled(sheet: Any, most_cells: int) -> Iterator[tuple[int, list[Mapping[str, Any]]]]:
    """The cells with anything in them, by rows, where those have any.

    The library's own rows reach from the first cell of a sheet to its last, and one alone in XFD1048576 is thousands
    of millions of them; what a sheet says of its size, by which they would be bounded, some programs write too small.
    """
    book, count, is_filled = sheet.parent, 0, False
    days = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
    with book._archive.open(sheet._worksheet_path) as part:
        parser = WorkSheetParser(part, sheet._shared_strings, epoch=book.epoch, **days)
        for number, cells in parser.parse():
            count += len(cells)
            if count > most_cells:
                raise Refusal("too_complex")
            if there := [cell for cell in cells if _says(cell["value"])]:
                is_filled = True
                yield number, there
    if is_filled:
        _refuse_merged(sheet, parser)


def _says(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _rows(
    sheet: Any, filled: Iterable[tuple[int, list[Mapping[str, Any]]]], most_rows: int, most_columns: int
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows by their own numbers: a file may leave out those that are empty; no cell of them is there twice."""
    last = 0
    for number, there in filled:
        columns = [cell["column"] for cell in there]
        address = f"{column_name(max(columns) - 1)}{number}"
        if number <= last or len(set(columns)) < len(columns):
            raise Refusal("out_of_order", sheet=sheet.title, row=number)
        if max(columns) > most_columns:
            raise Refusal("too_far_right", sheet=sheet.title, cell=address, most=most_columns)
        if number > ROWS_FOR_EACH * most_rows:
            raise Refusal("too_far_down", sheet=sheet.title, cell=address, most=ROWS_FOR_EACH * most_rows)
        cells, last = [NOTHING] * max(columns), number
        for column, cell in zip(columns, there, strict=True):
            cells[column - 1] = _cell(cell)
        yield number, cells


def _cell(cell: Mapping[str, Any]) -> Cell:
    value, kind = cell["value"], cell["data_type"]
    if kind == "f":
        return Cell("formula", str(value)[:LONGEST])
    if kind == "e":
        return Cell("fault", str(value)[:LONGEST])
    if isinstance(value, datetime | date):
        return Cell("day", f"{value:%Y-%m-%d}")
    if isinstance(value, bool):
        return Cell("text", "1" if value else "0")
    if isinstance(value, int | float):
        is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return Cell("number", str(int(value) if is_whole else value))
    return Cell("text", str(value).strip()[: LONGEST + 1])


def _of_csv(body: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    if b"\x00" in body:
        raise Refusal("not_a_table")
    reader = csv.reader(io.StringIO(_decoded(body), newline=""), strict=True)
    number = 1
    try:
        for row in reader:
            yield number, [_typed(text) for text in row]
            number = reader.line_num + 1
    except csv.Error as fault:
        raise Refusal("broken_csv", row=number) from fault


def _typed(text: str) -> Cell:
    """What begins with = would be a formula wherever the file is opened."""
    plain = text.strip()
    return Cell("formula" if plain.startswith("=") else "text", plain[: LONGEST + 1])


def _decoded(body: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding).removeprefix("\ufeff")  # GB 18030 has a mark of its own
        except UnicodeDecodeError:
            continue
    raise Refusal("unknown_letters", row=body[: _first_fault(body)].count(b"\n") + 1)


def _first_fault(body: bytes) -> int:
    try:
        body.decode("gb18030")
    except UnicodeDecodeError as fault:
        return fault.start
    return 0


def _kept(
    rows: Iterable[tuple[int, Sequence[Cell]]], sheet: str, most_rows: int, most_columns: int
) -> Iterator[TableRow]:
    """Rows that say something, without the empty cells at their end; raises `Refusal` where there are too many."""
    count = 0
    for number, cells in rows:
        width = max((index for index, cell in enumerate(cells, 1) if cell.text), default=0)
        if not width:
            continue
        if width > most_columns:
            raise Refusal("csv_too_wide", row=number, columns=width, most=most_columns)
        count += 1
        if count > most_rows + 1:  # and the headings
            code = "too_many_rows" if sheet else "csv_too_long"
            raise Refusal(code, sheet=sheet, row=number, most=most_rows)
        yield TableRow(number, tuple(cells[:width]))
