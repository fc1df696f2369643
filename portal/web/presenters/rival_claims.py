"""Several who say they are one person, or file for one: said, and set side by side before anything is decided."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flask import url_for

from portal.domain.claims import Claims, answer_at
from portal.domain.numbering import grouped
from portal.domain.questions import QUESTIONS, Question, Section
from portal.models import Filing
from portal.models.crypto import SealBroken
from portal.services.casework import CaseFile
from portal.web.dates import moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.looks import also_shows
from portal.web.presenters.claims import answer_shown
from portal.web.presenters.damage import damaged
from portal.wording.answers import row_name

MOST_BESIDE = 20
_COMPARED = (Section.PERSON, Section.STAY, Section.AGENT, Section.CONTACT, Section.CALLER)


class RivalsWarning(NamedTuple):
    """Said where several accounts claim to be one person; empty where none does."""

    title: str
    sentence: str


class ClaimShown(NamedTuple):
    """One of several filings of the same person under the same item; this one has no address."""

    title: str
    url: str


class ComparedRow(NamedTuple):
    """What each of them says to one question, in their order, and whether they say different things."""

    name: str
    texts: tuple[str, ...]
    differs: bool


class ClaimsCompared(NamedTuple):
    """Several filings of one person row by row, and in words which rows differ; where there are more than can be set
    side by side, how many.
    """

    claims: tuple[ClaimShown, ...]
    rows: tuple[ComparedRow, ...]
    sentence: str
    more: str


def accounts_warning(count: int) -> RivalsWarning:
    """What to do where other accounts were registered with the same ID number."""
    if not count:
        return RivalsWarning("", "")
    sentence = _("请先弄清哪个是本人，再核实账号；没弄清以前，两个账号都只能看到自己提交的。")
    return RivalsWarning(_("另有 %(count)s 个账号登记了同一个身份证号", count=count), sentence)


def side_by_side(case: CaseFile) -> ClaimsCompared | None:
    """This filing and the others that wait for the same decision; None where it is the only one."""
    rivals = _rivals(case)
    if not rivals:
        return None
    others = rivals[:MOST_BESIDE]
    for other in others:
        also_shows(other.number)
    filings = (case.filing, *others)
    rows = (_when(filings), *_known(filings), *_claimed(filings))
    return ClaimsCompared(
        (ClaimShown(_("这一件"), ""), *(_beside(other) for other in others)),
        rows,
        _difference_in_words(rows),
        _more_in_words(len(rivals) - len(others)),
    )


def _more_in_words(count: int) -> str:
    if not count:
        return ""
    return _("另外还有 %(count)s 件也在等同一个决定，没有并排列出，见下面“这个人以前的备案”。", count=count)


def _rivals(case: CaseFile) -> Sequence[Filing]:
    if case.filing.queue_due_on is None:
        return ()
    return [other for other in case.others if other.queue_due_on is not None and other.item_id == case.filing.item_id]


def _beside(filing: Filing) -> ClaimShown:
    title = _("另一件 %(number)s", number=grouped(filing.number))
    return ClaimShown(title, url_for("clerk_filing.page", number=filing.number))


def _when(filings: Sequence[Filing]) -> ComparedRow:
    """No two come at one moment, so that these differ says nothing."""
    return ComparedRow(_("提交时间"), tuple(moment(filing.submitted_at) for filing in filings), False)


def _known(filings: Sequence[Filing]) -> Iterator[ComparedRow]:
    yield _row(_("来路"), [label(filing.channel) for filing in filings])
    proven = [_("已经核实") if filing.proven_at else _("还没有核实") for filing in filings]
    yield _row(_("是否本人办理"), proven)


def _row(name: str, texts: Sequence[str]) -> ComparedRow:
    return ComparedRow(name, tuple(texts), len(set(texts)) > 1)


def _claimed(filings: Sequence[Filing]) -> Iterator[ComparedRow]:
    """Compared as they were typed: two numbers that look alike behind their masks may be two."""
    opened = [_opened(filing) for filing in filings]
    legible = [each for each in opened if isinstance(each, Claims)]
    for question in QUESTIONS:
        answers = [answer_at(claims, question.path) for claims in legible]
        if question.section not in _COMPARED or not any(answer is not None for answer in answers):
            continue
        texts = tuple(
            (answer_shown(question, answer_at(each, question.path)) or _("没有填"))
            if isinstance(each, Claims)
            else each
            for each in opened
        )
        name, differs = _named(question), len(set(answers)) > 1
        if differs and len(set(texts)) == 1:
            name = _("%(name)s（遮住的几位不一样）", name=name)
        yield ComparedRow(name, texts, differs)


def _named(question: Question) -> str:
    """What the row is called where no heading says whose name and number it is."""
    name = row_name(question.path, language())
    return _("代办人：%(name)s", name=name) if question.section is Section.AGENT else name


def _opened(filing: Filing) -> Claims | str:
    """What was typed, or what stands where it does not open."""
    try:
        return filing.claims
    except SealBroken as broken:
        return damaged(broken)


def _difference_in_words(rows: Sequence[ComparedRow]) -> str:
    names = [row.name for row in rows if row.differs]
    if not names:
        return _("除了提交时间，填的都一样。")
    return _("不一样的有 %(count)s 处：%(names)s", count=len(names), names=_("、").join(names))
