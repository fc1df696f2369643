"""What stands in a cell becomes what would be typed into the form's field; what that means is for the form to say."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from unicodedata import normalize

from wtforms.fields import SelectChoice

from portal.adapters import divisions, place_search
from portal.adapters.table_days import day_parts
from portal.adapters.table_rows import Cell, Table
from portal.domain.interface_2501 import SCHEMES
from portal.domain.item import Item
from portal.domain.questions import AnswerKind
from portal.web.language import gettext as _
from portal.web.language import in_language
from portal.web.questions.choices import CHOICES
from portal.web.questions.forms import AskedQuestion
from portal.wording.translation import _ as N_
from portal.wording.translation import languages, translated

YES = N_("是、有、盖了、已盖、同意、对")
NO = N_("不是、否、没有、没盖、不同意、不对")
"""What people write in a cell for yes and for no, in each language."""
_SIGNS = {"1": True, "√": True, "✓": True, "0": False, "×": False, "✗": False}
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_SURE_DIGITS = 15
"""A program of spreadsheets keeps no more of a number."""

Typed = Mapping[str, str]


class CellFault(Exception):
    """The cell cannot be read; the message says why and how to mend it."""


def typed(each: AskedQuestion, cell: Cell, item: Item, table: Table) -> Typed:
    """What would be typed, under the name of its field; raises `CellFault`."""
    if cell.kind == "formula":
        raise CellFault(_("这一格是公式。请改成写好的内容（复制，再“粘贴为数值”）"))
    if cell.kind == "fault":
        raise CellFault(_("这一格是表格软件算错的结果“%(text)s”。请直接写上内容", text=cell.text))
    if each.question.kind is AnswerKind.DAY:
        return _day(each.name, cell, table)
    if each.question.kind is AnswerKind.ID_NUMBER:
        _refuse_rounded(cell)
    read = _READERS.get(each.question.kind)
    return {each.name: read(each, cell.text, item) if read else cell.text}


def _refuse_rounded(cell: Cell) -> None:
    digits = sum(sign.isdigit() for sign in cell.text)
    if _ROUNDED.fullmatch(cell.text) or (cell.kind == "number" and digits > _SURE_DIGITS):
        raise CellFault(_("表格软件把证件号当成了数，末尾几位已经丢了。请把这一列设成“文本”，再照证件填一次"))


def _day(name: str, cell: Cell, table: Table) -> Typed:
    found = day_parts(cell, table)
    if found is None:
        raise CellFault(_("看不懂“%(text)s”这个日期。请写成 2026-09-14 这样", text=cell.text[:30]))
    return {f"{name}-{part}": number for part, number in zip(("year", "month", "day"), found, strict=True)}


def _flag(_each: AskedQuestion, text: str, _item: Item) -> str:
    answer = _flags().get(_plain(text))
    if answer is not None:
        return "yes" if answer else "no"
    raise CellFault(_("看不懂“%(text)s”。请写“是”或“否”", text=text[:30]))


@cache
def _flags() -> Mapping[str, bool]:
    words = {
        _plain(word): answer
        for marks, answer in ((YES, True), (NO, False))
        for language in languages()
        for word in re.split("[、,]", translated(marks, language))
    }
    return {**words, **_SIGNS}


def _agreement(each: AskedQuestion, text: str, item: Item) -> str:
    return "y" if _flag(each, text, item) == "yes" else ""


def _choice(each: AskedQuestion, text: str, item: Item) -> str:
    choices = CHOICES[each.path](item)
    if each.path == "person.scheme" and text in SCHEMES:
        return SCHEMES[text].value
    found = [choice for choice in choices if _plain(text) in _words_of(choice, each.path, item)]
    if len(found) == 1:
        return str(found[0].value)
    offered = _("、").join(str(choice.label) for choice in choices)
    raise CellFault(_("没有“%(text)s”这一种。请从这几种里填：%(offered)s", text=text[:30], offered=offered))


def _words_of(choice: SelectChoice, path: str, item: Item) -> Iterator[str]:
    """Its code, and what it is called in every language."""
    yield _plain(str(choice.value))
    for language in languages():
        with in_language(language):
            same = next(each for each in CHOICES[path](item) if each.value == choice.value)
            yield _plain(str(same.label))


def _place(each: AskedQuestion, text: str, item: Item) -> str:
    """By its code, its name with or without what it lies in, or as the search of the form finds it."""
    codes = _codes_by_name(tuple(str(choice.value) for choice in CHOICES[each.path](item) if choice.value))
    word = "".join(normalize("NFKC", text).split())
    if word.isdigit():
        today = divisions.GAZETTEER.today(word)
        found = codes.get(today) or codes.get(divisions.destination(today) or "")
        if found:
            return found[0]
        _refuse_given_up(word)
        raise CellFault(_("区划代码“%(text)s”不在可以选的地方里。请核对，或写名称", text=text[:30]))
    if word not in codes:
        _refuse_given_up(word)
    named = codes.get(word) or tuple(place.code for place in place_search.search(word) if place.code in codes)
    if len(named) == 1:
        return named[0]
    if not named:
        raise CellFault(_("没有找到“%(text)s”这个地方。请写到市，例如“江苏省南京市”", text=text[:30]))
    several = _("、").join(divisions.name(code) or code for code in sorted(named)[:5])
    raise CellFault(_("“%(text)s”可能是：%(several)s。请写全", text=text[:30], several=several))


def _refuse_given_up(word: str) -> None:
    """A place there is no longer, of which nobody knows what it is today, is no slip of whoever wrote it."""
    if gone := place_search.given_up(word):
        names = _("、").join(gone)
        raise CellFault(_("%(names)s已经撤销或改名，现在归哪里查不出来。请看医院现在的地址，写它所在的市", names=names))


@lru_cache(maxsize=16)
def _codes_by_name(codes: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """What each of these places is called: its code, its name with and without what it lies in, also less its 市."""
    own_names = {division.code: division.name for division in divisions.every()}
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        full, own = divisions.name(code) or code, own_names.get(code, code)
        within = full.partition("省")[2] or full.partition("自治区")[2] or full
        for name in {code, full, within, own, own.removesuffix("市")}:
            found[name] = (*found.get(name, ()), code)
    return found


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).casefold()


_READERS: Mapping[AnswerKind, Callable[[AskedQuestion, str, Item], str]] = {
    AnswerKind.FLAG: _flag,
    AnswerKind.AGREEMENT: _agreement,
    AnswerKind.CHOICE: _choice,
    AnswerKind.PLACE: _place,
}
"""Of what is chosen; what is written goes to its field as it is."""
