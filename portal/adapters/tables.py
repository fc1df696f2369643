"""A spreadsheet that arrives: read by the checker within its limits, or refused with a plain sentence."""

from collections.abc import Mapping

import msgspec

from portal.adapters.checker_messages import Refused, Tabled, TableJob
from portal.adapters.sandbox import SANDBOX, FileBrokeChecker
from portal.adapters.table_rows import TABLES, Table


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext's extractor looks for
    """Mark a sentence for translation without translating it yet."""
    return sentence


SENTENCES: Mapping[str, str] = {
    "password": N_("这个表格设了密码，打不开。请在表格软件里去掉密码，另存一份再传。"),
    "old_excel": N_("这是旧格式的表格（.xls）。请在表格软件里“另存为”Excel 工作簿（.xlsx）再传。"),
    "not_a_table": N_("这不是 XLSX 或 CSV 表格。请用下载的模板填写，存成 .xlsx 再传。"),
    "nothing_in_it": N_("表格是空的，没有读到内容。请填好再传。"),
    "several_sheets": N_("这几张工作表都填了内容：%(sheets)s。一个文件只收一张，请分开存成几个文件再传。"),
    "merged": N_("工作表“%(sheet)s”里有合并的单元格：%(cells)s。请取消合并，每一格都填上，再传。"),
    "bomb": N_("这个表格解开以后超过 %(size)s MB，不能读。请把内容复制到新下载的模板里再传。"),
    "damaged": N_("这个表格打不开，可能没有传完整，或者是别的软件做的。请用表格软件打开，另存为 .xlsx 再传。"),
    "broken_csv": N_("CSV 文件第 %(row)s 行的引号没有成对，读不下去。请改好这一行，或存成 .xlsx 再传。"),
    "unknown_letters": N_("CSV 文件第 %(row)s 行的文字认不出来。请存成 UTF-8 编码的 CSV，或存成 .xlsx 再传。"),
    "too_many_rows": N_("工作表“%(sheet)s”太长：到第 %(row)s 行已经超过 %(most)s 行。请分成几个文件，一个一个传。"),
    "too_far_right": N_(
        "工作表“%(sheet)s”的 %(cell)s 格里有内容，最多用前 %(most)s 列。请删掉多出来的内容，或者用下载的模板填写。"
    ),
    "too_far_down": N_(
        "工作表“%(sheet)s”的 %(cell)s 格里有内容，最多用前 %(most)s 行。请删掉多出来的内容，或者分成几个文件传。"
    ),
    "out_of_order": N_(
        "工作表“%(sheet)s”的第 %(row)s 行写了两次，或者行的先后乱了。请用表格软件打开，看过以后另存为 .xlsx 再传。"
    ),
    "csv_too_long": N_("CSV 文件太长：到第 %(row)s 行已经超过 %(most)s 行。请分成几个文件，一个一个传。"),
    "csv_too_wide": N_("CSV 文件第 %(row)s 行有 %(columns)s 列，最多 %(most)s 列。请用下载的模板填写。"),
    "too_complex": N_("这个表格太复杂，检查不了。请把内容复制到新下载的模板里再传。"),
}


class TableRefused(Exception):
    """A file that is not read: a code of `SENTENCES`, and the values its sentence needs."""

    def __init__(self, code: str, values: Mapping[str, str | int]) -> None:
        super().__init__(code)
        self.code = code
        self.values = dict(values)


FILINGS = TableJob(most_rows=20_000, most_columns=60)
"""A row each, with as many columns as an item has questions."""
LIST = TableJob(most_rows=50_000, most_columns=20)
"""Longer and narrower, no more cells in all: the country's list of diagnoses has well over 30,000."""


def read(body: bytes, kind: TableJob = FILINGS) -> Table:
    """What was filled in; raises `TableRefused`, and `CheckerUnavailable` where the file may be sound."""
    try:
        result = SANDBOX.run(kind, body, Tabled)
        if isinstance(result.answer, Refused):
            raise TableRefused(result.answer.code, result.answer.values)
        return TABLES.decode(result.made)
    except (FileBrokeChecker, msgspec.DecodeError) as fault:
        raise TableRefused("too_complex", {}) from fault
