"""Writes workbooks: a template with drop-downs, tables of texts. No cell is a formula."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal.adapters.text_tables import TemplateColumn, TextTable

ROWS_WITH_LISTS = 20_001
_TEXT = "@"
_HEAD = PatternFill("solid", fgColor="D9E7F5")
_NEEDED = PatternFill("solid", fgColor="FBE3C8")
_EXAMPLE = Font(italic=True, color="6B6B6B")

LONGEST_TITLE = 31
"""Signs: with more of them a spreadsheet program finds the whole file damaged."""


def template(title: str, lists_title: str, columns: Sequence[TemplateColumn]) -> bytes:
    """A workbook to fill in: headings, drop-downs, one example; every column is text, so that no digit is lost."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    lists = book.create_sheet(lists_title)
    lists.sheet_state = "hidden"
    for index, column in enumerate(columns, 1):
        _head(sheet, index, column)
        if column.choices:
            _offer(sheet, lists, index, column.choices)
        example = _write(sheet, 2, index, column.example)
        example.font = _EXAMPLE
    sheet.freeze_panes = "A2"
    return _bytes(book)


def rows(title: str, headings: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A workbook of texts under their headings."""
    return workbook([TextTable(title, headings, lines)])


def workbook(tables: Iterable[TextTable]) -> bytes:
    """A sheet each."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(table.title[:LONGEST_TITLE]), table.headings, table.lines)
    return _bytes(book)


def _fill(sheet: Worksheet, headings: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    for index, heading in enumerate(headings, 1):
        cell = _write(sheet, 1, index, heading)
        cell.font, cell.fill = Font(bold=True), _HEAD
    for number, line in enumerate(lines, 2):
        for index, text in enumerate(line, 1):
            if text:
                _write(sheet, number, index, text)
    for index in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = 18
    sheet.freeze_panes = "A2"


def _head(sheet: Worksheet, index: int, column: TemplateColumn) -> None:
    cell = _write(sheet, 1, index, column.heading)
    cell.font, cell.fill = Font(bold=True), _NEEDED if column.is_needed else _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column.hint:
        cell.comment = Comment(column.hint, "Portal", height=120, width=260)
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].width = max(14, min(30, 2 * len(column.heading) + 2))
    sheet.column_dimensions[letter].number_format = _TEXT


def _offer(sheet: Worksheet, lists: Worksheet, index: int, choices: Sequence[str]) -> None:
    for number, choice in enumerate(choices, 1):
        _write(lists, number, index, choice)
    letter = get_column_letter(index)
    source = f"'{lists.title}'!${letter}$1:${letter}${len(choices)}"
    offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    offer.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
    sheet.add_data_validation(offer)


def _write(sheet: Worksheet, row: int, index: int, text: str) -> Cell:
    """As text, whatever it begins with: the library would take = for a formula, and a program of spreadsheets too."""
    cell: Cell = sheet.cell(row, index)
    cell.value = text
    cell.data_type, cell.number_format, cell.quotePrefix = "s", _TEXT, text[:1] in tuple("=+-@")
    return cell


def _bytes(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
