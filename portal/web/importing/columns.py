"""The columns of a spreadsheet: one a question of the item, known by whatever it is called."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from portal.adapters.table_rows import Table, TableRow, column_name
from portal.domain.interface_2501 import FIELDS
from portal.domain.item import Item
from portal.web.importing.kinds import RowKind
from portal.web.language import gettext as _
from portal.web.language import in_language
from portal.web.questions.choices import only_choice
from portal.web.questions.forms import AskedQuestion
from portal.wording.answers import row_name
from portal.wording.translation import _ as N_
from portal.wording.translation import languages, translated

NOTE = N_("备注（写“示例”的行不导入）")
ROW_NUMBER = N_("原来的行号")
REASON = N_("没有收的原因")
EXAMPLE_MARK = N_("示例")
EXAMPLE = N_("示例，不会导入")
BESIDE = (NOTE, ROW_NUMBER, REASON)
"""Columns of the template and of the report that answer no question."""
WITHIN_ROWS = 10
"""Headings stand near the top: a title or a date may stand above them."""
LEAST = 3
"""So many headings that are known make a row of headings."""
_IDLE = re.compile(r"[\s*?:()]|可以不填|必填")


class OtherTemplate(Exception):
    """The file's headings are not those of this item; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """A question and where its answers stand."""

    asked_question: AskedQuestion
    index: int
    heading: str

    @property
    def place(self) -> str:
        """How a reason names it: the heading and the letters of the column."""
        return _("“%(heading)s”（%(column)s 列）", heading=self.heading, column=column_name(self.index))


class Columns(NamedTuple):
    """What the headings say, and the row they stand in."""

    row_number: int
    headings: tuple[str, ...]
    known: tuple[Column, ...]
    note: int | None
    unused: tuple[str, ...]

    def is_example(self, row: TableRow) -> bool:
        """Whether a row only shows how one is filled in."""
        if self.note is None or self.note >= len(row.cells):
            return False
        marks = tuple(translated(EXAMPLE_MARK, language).casefold() for language in languages())
        return row.cells[self.note].text.casefold().startswith(marks)


def read_headings(kind: RowKind, item: Item, table: Table) -> Columns:
    """The columns of a file; raises `OtherTemplate` where they are not of this item, or one stands there twice."""
    names = {name: each for each in kind.questions(item) for name in _names(each)}
    row = max(table.rows[:WITHIN_ROWS], key=lambda row: len(set(_known_in(row, names))), default=None)
    if row is None or len(set(_known_in(row, names))) < LEAST:
        raise OtherTemplate(_nothing_known(table))
    headings = tuple(cell.text for cell in row.cells)
    known = [
        Column(names[_tidy(heading)], index, heading)
        for index, heading in enumerate(headings)
        if _tidy(heading) in names
    ]
    _refuse_twice(known)
    _refuse_missing(kind, item, known)
    beside = {_tidy(translated(each, language)) for each in BESIDE for language in languages()}
    notes = {_tidy(translated(NOTE, language)) for language in languages()}
    note = next((index for index, heading in enumerate(headings) if _tidy(heading) in notes), None)
    unused = tuple(each for each in headings if each and _tidy(each) not in {*names, *beside})
    return Columns(row.number, headings, tuple(known), note, unused)


def _known_in(row: TableRow, names: Collection[str]) -> Iterator[str]:
    return (name for cell in row.cells if (name := _tidy(cell.text)) in names)


def _names(each: AskedQuestion) -> Iterator[str]:
    """In every language as the form and as a record calls it, its field, its key path, the interface's name."""
    for language in languages():
        with in_language(language):
            yield _tidy(str(each.wording.label))
        yield _tidy(row_name(each.path, language))
    yield from (_tidy(name) for name in (each.name, each.path, *FIELDS.get(each.path, ())))


def _tidy(heading: str) -> str:
    return _IDLE.sub("", normalize("NFKC", heading)).casefold()


def _nothing_known(table: Table) -> str:
    first = table.rows[0].cells if table.rows else ()
    shown = _("、").join(cell.text[:20] for cell in first[:6] if cell.text)
    where = _("工作表“%(sheet)s”", sheet=table.sheet) if table.sheet else _("文件")
    return _(
        "%(where)s里没有认得的表头（第一行是：%(shown)s）。请用这里下载的模板填写再传。",
        where=where,
        shown=shown or "-",
    )


def _refuse_twice(known: Sequence[Column]) -> None:
    for column in known:
        same = [each for each in known if each.asked_question.path == column.asked_question.path]
        if len(same) > 1:
            both = _("和").join(each.place for each in same)
            raise OtherTemplate(_("%(both)s 是同一项，只能有一列。请删掉一列再传。", both=both))


def _refuse_missing(kind: RowKind, item: Item, known: Sequence[Column]) -> None:
    there = {column.asked_question.path for column in known}
    missing = [
        str(each.wording.label)
        for each in kind.questions(item)
        if each.path not in there and is_needed(each) and not only_choice(item, each.path)
    ]
    if missing:
        raise OtherTemplate(
            _("表里少了这几列：%(names)s。请用这里下载的模板填写，或补上这几列再传。", names=_("、").join(missing))
        )


def is_needed(each: AskedQuestion) -> bool:
    """Whether a row is refused without it."""
    return each.question.is_needed(each.channel)
