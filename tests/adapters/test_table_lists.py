"""A list that somebody loads: read by its headings, and every fault named by row and column."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from portal.adapters.table_lists import SENTENCES, ListColumn, ListRefused, ListTable, day_of, flag_of, text_of
from portal.adapters.tables import SENTENCES as REFUSALS
from portal.adapters.tables import TableRefused

COLUMNS = (
    ListColumn("name", ("医院名称",), text_of(8)),
    ListColumn("on", ("日期",), day_of, is_needed=False),
    ListColumn("open", ("开着",), flag_of, is_needed=False),
)


def sheet(*rows: Sequence[Any]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(written)
    return written.getvalue()


def faults_of(table: ListTable) -> list[str]:
    with pytest.raises(ListRefused) as refused:
        table.require_sound()
    return [SENTENCES[fault.code] % fault.values for fault in refused.value.faults]


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    csv = "日期,别的,NAME*,开着\n2026年9月1日,x,甲医院,是\n20260902,,乙医院,\n"
    for body in (csv.encode(), csv.encode("gb18030"), sheet(("name", "日期"), ("甲医院", date(2026, 9, 1)))):
        table = ListTable(body, COLUMNS)
        table.require_sound()
        assert (table.rows[0].text("name"), table.rows[0].day("on")) == ("甲医院", date(2026, 9, 1))
    rows = ListTable(csv.encode(), COLUMNS).rows
    assert [(row.number, row.values["open"]) for row in rows] == [(2, True), (3, None)]


def test_every_fault_is_named_by_row_and_column() -> None:
    rows = (
        ("很长很长很长的医院名称", "", "也许"),
        ("", "2026-02-30", ""),
        ("=1+1", "", ""),
        ("甲", "", ""),
        (" 甲 ", "", ""),
    )
    table = ListTable(sheet(("医院名称", "日期", "开着"), *rows), COLUMNS)
    table.refuse_repeated("name", lambda row: row.text("name"))
    assert faults_of(table) == [
        "第 2 行“医院名称”（A 列）：最多 8 个字。",
        "第 2 行“开着”（C 列）：看不懂“也许”，请写“是”或“否”。",
        "第 3 行“医院名称”（A 列）：没有填。",
        "第 3 行“日期”（B 列）：看不懂“2026-02-30”这个日期，请写成 2026-09-14 这样。",
        "第 4 行“医院名称”（A 列）：是公式，请改成写好的内容。",
        "第 6 行“医院名称”（A 列）：和第 5 行重复。",
    ]


@pytest.mark.parametrize(
    ("csv", "code"),
    [("甲,乙\n1,2\n", "columns_missing"), ("医院名称,name\n1,2\n", "column_twice"), ("医院名称\n", "no_rows")],
)
def test_another_list_is_refused_as_a_whole(csv: str, code: str) -> None:
    with pytest.raises(ListRefused) as refused:
        ListTable(csv.encode(), COLUMNS)
    assert refused.value.faults[0].code == code


def test_a_list_may_be_as_long_as_the_countrys_diagnoses_and_no_longer() -> None:
    lines = [f"疾病{number}" for number in range(50_001)]
    whole = ListTable("\n".join(["name", *lines[:-1]]).encode(), COLUMNS)
    assert (len(whole.rows), whole.faults) == (50_000, [])
    for body, code, most in (
        ("\n".join(["name", *lines]), "csv_too_long", 50_000),
        (",".join(["name"] * 21), "csv_too_wide", 20),
    ):
        with pytest.raises(TableRefused) as refused:
            ListTable(body.encode(), COLUMNS)
        assert (refused.value.code, refused.value.values["most"]) == (code, most)
        assert "“”" not in REFUSALS[code] % refused.value.values
