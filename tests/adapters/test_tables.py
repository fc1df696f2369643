"""Spreadsheets that cannot be read as they are: each refused by what is wrong with it, none of them read by half.

Issue, bad input: "Merged cells, formulas, dates as text, full-width digits, 100,000 rows, another template, a password,
a zip bomb: named by sheet, row and column".
"""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from portal.adapters import table_reading, table_writing, tables
from portal.adapters.refusal import Refusal
from portal.adapters.table_rows import Cell, Table, TableRow, column_name
from portal.adapters.tables import TableRefused
from portal.adapters.text_tables import TemplateColumn


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def unchanged(_book: Workbook) -> None:
    """Nothing is done to it."""


def filled(change: Callable[[Workbook], object] = unchanged) -> bytes:
    """A small workbook, with one thing changed."""
    book = Workbook()
    book.active.title = "转诊"
    book.active.append(["姓名", "日期"])
    book.active.append(["张测试", date(2026, 9, 14)])
    change(book)
    return saved(book)


def merged_in(change: Callable[[bytes], bytes]) -> bytes:
    """The same with two cells merged, by a program that writes its sheet otherwise."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled(lambda book: book.active.merge_cells("A2:B2")))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(written, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """A file of parts that are no workbook, or too much of one."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def bomb() -> bytes:
    """A few hundred kilobytes that are too much unpacked; dear to make."""
    return packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(table_reading.MOST_UNPACKED)})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def test_every_cell_comes_as_what_it_is() -> None:
    def add(book: Workbook) -> None:
        book.active.append(["=1+1", 46279, None, True, 0.5, " 两端 "])

    assert tables.read(filled(add)) == Table(
        "转诊",
        (
            TableRow(1, (Cell("text", "姓名"), Cell("text", "日期"))),
            TableRow(2, (Cell("text", "张测试"), Cell("day", "2026-09-14"))),
            TableRow(
                3,
                (
                    Cell("formula", "=1+1"),
                    Cell("number", "46279"),
                    Cell("text", ""),
                    Cell("text", "1"),
                    Cell("number", "0.5"),
                    Cell("text", "两端"),
                ),
            ),
        ),
        date(1899, 12, 30),
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_is_read_in_the_encodings_people_have(encoding: str, mark: str) -> None:
    rows = tables.read(f'{mark}姓名,病情\n张测试,"两行\n病情"\n,\n=A1,𠮷\n'.encode(encoding)).rows
    assert [(row.number, [cell.text for cell in row.cells]) for row in rows] == [
        (1, ["姓名", "病情"]),
        (2, ["张测试", "两行\n病情"]),
        (5, ["=A1", "𠮷"]),
    ]
    assert rows[2].cells[0].kind == "formula"


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", {}),
        (OLE, "old_excel", {}),
        (bomb, "bomb", {"size": 300}),
        (packed({f"part{n}": b"" for n in range(501)}), "bomb", {"size": 300}),
        (packed({"word/document.xml": b"<document/>"}), "not_a_table", {}),
        (filled()[:2000], "damaged", {}),
        (b"a,b\x00", "not_a_table", {}),
        (b'a,b\nc,"d\n', "broken_csv", {"row": 2}),
        ("姓名\n张".encode("gb18030") + b"\xff\xff\n", "unknown_letters", {"row": 2}),
        (saved(Workbook()), "nothing_in_it", {}),
        (filled(lambda book: book.create_sheet("第二张").append(["x"])), "several_sheets", {"sheets": "转诊、第二张"}),
        (filled(lambda book: book.active.merge_cells("A2:B2")), "merged", {"sheet": "转诊", "cells": "A2:B2"}),
        (
            filled(lambda book: book.active.append(["x"] * 61)),
            "too_far_right",
            {"sheet": "转诊", "cell": "BI3", "most": 60},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_by_name(
    content: bytes | Callable[[], bytes], code: str, values: dict[str, object]
) -> None:
    file = content() if callable(content) else content
    with pytest.raises(TableRefused) as refused:
        tables.read(file)
    assert (refused.value.code, refused.value.values) == (code, values)
    assert tables.SENTENCES[code] % values


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.replace(b'ref="A2:B2"', b"ref='A2:B2'"),
        lambda sheet: sheet.replace(b'ref="A2:B2"', b'ref="$A$2:$B$2"'),
        lambda sheet: f'<?xml version="1.0" encoding="UTF-16"?>{sheet.decode()}'.encode("utf-16"),
    ],
    ids=["apostrophes", "dollars", "utf-16"],
)
def test_merged_cells_are_named_however_they_are_written(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TableRefused) as refused:
        tables.read(merged_in(change))
    assert (refused.value.code, refused.value.values) == ("merged", {"sheet": "转诊", "cells": "A2:B2"})


def test_merged_cells_of_a_sheet_with_nothing_in_it_are_nobodys() -> None:
    content = filled(lambda book: book.create_sheet("空").merge_cells("A1:B1"))
    assert [row.number for row in tables.read(content).rows] == [1, 2]


OF_ANOTHER_FILE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
SWELLING = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_with_entities_of_its_own_is_refused(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(filled())) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    content = parts[part].removeprefix(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>").lstrip()
    assert content.startswith(b"<")
    assert tables.read(packed(parts | {part: content}))
    with pytest.raises(TableRefused) as refused:
        tables.read(packed(parts | {part: b"<!-- -->" * 600 + OF_ANOTHER_FILE + content}))
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("document_type", [OF_ANOTHER_FILE, SWELLING, SWELLING.decode().encode("utf-16")])
def test_a_document_type_is_seen_however_it_is_written(document_type: bytes) -> None:
    with pytest.raises(Refusal):
        table_reading._refuse_own_entities(io.BytesIO(document_type + b"<x/>"))


def test_rows_beyond_what_the_sheet_says_of_itself_are_read_too() -> None:
    with zipfile.ZipFile(io.BytesIO(filled())) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', parts[sheet])
    assert b'"A1:A1"' in parts[sheet]
    assert tables.read(packed(parts)).rows == tables.read(filled()).rows


def written_in(rows: str) -> bytes:
    """The small workbook with these rows behind its two, as a stranger's program writes them."""
    with zipfile.ZipFile(io.BytesIO(filled())) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    return packed(parts)


def with_x(row: int, *addresses: str) -> str:
    """One row with an x in each of these cells."""
    cells = (f'<c r="{address}" t="inlineStr"><is><t>x</t></is></c>' for address in addresses)
    return f'<row r="{row}">{"".join(cells)}</row>'


@pytest.mark.parametrize(
    ("rows", "code", "values"),
    [
        (with_x(5, "A5", "XFD5"), "too_far_right", {"sheet": "转诊", "cell": "XFD5", "most": 60}),
        (with_x(1048576, "A1048576"), "too_far_down", {"sheet": "转诊", "cell": "A1048576", "most": 40_000}),
        (with_x(4, "A4") + with_x(2, "A2"), "out_of_order", {"sheet": "转诊", "row": 2}),
        (with_x(3, "A3") + with_x(3, "B3"), "out_of_order", {"sheet": "转诊", "row": 3}),
        (with_x(3, "A3", "A3"), "out_of_order", {"sheet": "转诊", "row": 3}),
    ],
)
def test_a_cell_where_none_belongs_is_named_and_nothing_left_out_in_silence(
    rows: str, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        table_reading.read_table(written_in(rows), tables.FILINGS.most_rows, tables.FILINGS.most_columns)
    assert (refused.value.code, refused.value.values) == (code, values)
    assert tables.SENTENCES[code] % values


def test_empty_cells_are_walked_as_far_as_a_sheet_may_need_and_never_filled_up() -> None:
    far = "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(5, 2005))
    assert len(table_reading.read_table(written_in(far + with_x(2005, "A2005", "B2005")), 20_000, 60).rows) == 3
    with pytest.raises(Refusal, match="too_complex"):
        table_reading.read_table(written_in(far), 20, 50)


def test_a_title_too_long_for_a_sheet_is_cut() -> None:
    written = table_writing.rows("What correction notices asked for, by cause", ("a",), [("b",)])
    assert load_workbook(io.BytesIO(written)).sheetnames == ["What correction notices asked f"]


def test_a_hidden_sheet_of_choices_is_not_another_one() -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("选项").append(["职工医保"])
        book["选项"].sheet_state = "hidden"

    assert len(tables.read(filled(hide)).rows) == 2


def test_one_row_too_many_is_named() -> None:
    three = b"h\n1\n2\n3\n"
    assert len(table_reading.read_table(three, 3, 2).rows) == 4
    with pytest.raises(Refusal) as refused:
        table_reading.read_table(three + b"4\n", 3, 2)
    assert (refused.value.code, refused.value.values) == ("csv_too_long", {"sheet": "", "row": 5, "most": 3})
    assert "“”" not in tables.SENTENCES[refused.value.code] % refused.value.values


def test_a_hundred_thousand_rows_are_refused_within_the_checkers_limits() -> None:
    lines = "".join(f"张测试,{number}\n" for number in range(100_000))
    with pytest.raises(TableRefused) as refused:
        tables.read(f"姓名,号\n{lines}".encode())
    assert (refused.value.code, refused.value.values["row"]) == ("csv_too_long", 20_002)


def test_nothing_written_is_a_formula() -> None:
    written = table_writing.rows("没有收的", ("原因", "=表头"), [("=1+1", "@x"), ("", "+86 139"), ("-1", "\t=2")])
    kinds = {cell.kind for row in tables.read(written).rows for cell in row.cells}
    assert kinds == {"text"}
    template = table_writing.template("转诊", "选项", [TemplateColumn("=a", "", True, ("=b", "c"), "=d")])
    assert {cell.kind for row in tables.read(template).rows for cell in row.cells} == {"text"}


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_are_called_as_programs_of_spreadsheets_do(index: int, name: str) -> None:
    assert column_name(index) == name
