"""Spreadsheets that go out hold texts alone: no program takes one for a formula."""

import csv
import io

import pytest
from openpyxl import load_workbook

from portal.adapters.table_writing import workbook
from portal.adapters.text_tables import TextTable, comma_separated


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        " =1",
        "\u3000＝1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_cell_of_a_csv_or_a_workbook_is_a_formula(text: str) -> None:
    tables = [TextTable("表", ("列",), [[text], ["平常"]]), TextTable("又一张", ("列",), [[text]])]
    lines = list(csv.reader(io.StringIO(comma_separated(tables).decode("utf-8-sig"), newline="")))
    assert lines == [["列"], [f"'{text}"], ["平常"], [], ["又一张"], ["列"], [f"'{text}"]]
    book = load_workbook(io.BytesIO(workbook(tables)))
    assert [(sheet.title, sheet["A2"].data_type, sheet["A2"].value.strip()) for sheet in book] == [
        ("表", "s", text.strip()), ("又一张", "s", text.strip())
    ]  # fmt: skip
