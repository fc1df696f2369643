"""The clerk's queue: counters that are filters, and rows with what is the matter in five characters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from portal.domain.actor import Context
from portal.domain.numbering import grouped
from portal.domain.vocabulary import AskedFor, DocumentKind, Outcome
from portal.models.crypto import SealBroken
from portal.models.listed import ListedFiling
from portal.services.queues import is_overdue, own_keys
from portal.services.rulebook import rulebook
from portal.web.dates import day, day_of_this_year
from portal.web.kept_rows import kept_rows
from portal.web.labels import StatusTag, label
from portal.web.language import gettext, language
from portal.web.language import lazy_gettext as _
from portal.web.presenters.asked_for import ASKING
from portal.web.presenters.damage import damaged
from portal.web.presenters.filing import item_title, masked_person, tag_of
from portal.web.presenters.sentences import document_title
from portal.web.templates import drawn
from portal.wording.names import document_name
from portal.wording.queue_faults import fault_name

OUTCOME_IN_QUEUE: Mapping[Outcome, str] = {
    Outcome.APPROVE: _("材料齐"),
    Outcome.CORRECT: _("缺材料"),
    Outcome.ASK: _("要问清"),
    Outcome.REFUSE: _("不符合"),
}


class QueueRow(NamedTuple):
    """One filing of the queue; a frozen dataclass is made three times as slowly, and a page has fifty."""

    url: str
    number: str
    due: str
    style: str
    who: str
    told_apart_by: str
    item: str
    channel: str
    place: str
    fault: str
    tag: StatusTag
    whose: str


def due_word(due_on: date | None, today: date) -> str:
    """The day in the fewest words that are still a day: 今天, 明天, 10月9日（周五）."""
    if due_on is None:
        return "–"
    if due_on == today:
        return gettext("今天")
    if (due_on - today).days == 1:
        return gettext("明天")
    return day_of_this_year(due_on) if due_on.year == today.year else day(due_on)


def told_apart_by(id_number: str, filing_number: str) -> str:
    """What tells five people of one surname apart, as far as a list may: two signs of the ID number, the number."""
    number = grouped(filing_number)
    return gettext("证号尾 %(tail)s · %(number)s", tail=id_number[-2:], number=number) if id_number else number


def fault_word(asks_for: AskedFor | None, outcome: Outcome | None, lacks: str, code: str | None = None) -> str:
    """What is the matter, in a few characters: what is lacking by its name, what refuses or asks in words."""
    if asks_for is not None:
        return str(ASKING[asks_for].in_queue)
    if outcome is Outcome.CORRECT and lacks:
        return lacks
    if outcome is None:
        return "–"
    why, word = fault_name(code, language()), OUTCOME_IN_QUEUE[outcome]
    return gettext("%(outcome)s：%(why)s", outcome=word, why=why) if why else str(word)


def lacking(item_id: str, version: str, owed_kinds: str | None) -> str:
    """The first document that is owed, and how many there are besides."""
    kinds, item = (owed_kinds or "").split(), rulebook.catalogue.item(item_id, version)
    if not kinds or item is None:
        return ""
    known = kinds[0] in {each.value for each in DocumentKind}
    first = document_name(kinds[0], language()) if known else document_title(item, kinds[0])
    if len(kinds) == 1:
        return gettext("缺%(document)s", document=first)
    return gettext("缺%(document)s等 %(count)s 样", document=first, count=len(kinds))


def rows(filings: Sequence[ListedFiling], ctx: Context) -> list[QueueRow]:
    """A row for each of these filings, as whoever acts may work on them."""
    return [_row(*of) for _number, of in _as_seen(filings, ctx)]


def drawn_rows(filings: Sequence[ListedFiling], ctx: Context) -> Markup:
    """The same as they stand in the queue's table, one below the other."""
    return Markup("\n".join(_drawn_row.each(_as_seen(filings, ctx))))  # noqa: S704 - a template drew each


Seen = tuple[ListedFiling, date, bool, bool]
"""A filing, today, and what whoever acts is to it: whether it is their own, and whether they work on it."""


def _as_seen(filings: Sequence[ListedFiling], ctx: Context) -> Iterator[tuple[tuple[int, bool, bool], Seen]]:
    """Each under what its row is found by."""
    today, me, are_own = ctx.today, ctx.actor.user_id, frozenset(own_keys(ctx.actor)["own"])
    for filing in filings:
        is_own = filing.person_index in are_own or filing.agent_index in are_own
        is_mine = filing.assigned_to_id == me
        yield (filing.id, is_own, is_mine), (filing, today, is_own, is_mine)


def _row(filing: ListedFiling, today: date, is_own: bool, is_mine: bool) -> QueueRow:
    """With what is one's own, or of one's household, the matter is that it is a colleague's."""
    is_late, due = is_overdue(filing, today), due_word(filing.due_on, today)
    who, apart = _whose(filing)
    lacks = lacking(filing.item_id, filing.item_version, filing.owed_kinds)
    return QueueRow(
        url=url_for("clerk_filing.page", number=filing.number),
        number=filing.number,
        due=gettext("%(day)s 已逾期", day=due) if is_late else due,
        style="overdue" if is_late else "",
        who=who,
        told_apart_by=apart,
        item=item_title(filing.item_id, filing.item_version),
        channel=label(filing.channel),
        place=rulebook.place_name(filing.treatment_place),
        fault=gettext("交给同事") if is_own else fault_word(filing.asks_for, filing.outcome, lacks, filing.fault_code),
        tag=tag_of(filing, today),
        whose="" if filing.assigned_to_id is None else gettext("我在办") if is_mine else gettext("同事在办"),
    )


@kept_rows
def _drawn_row(filing: ListedFiling, today: date, is_own: bool, is_mine: bool) -> Markup:
    return drawn("clerk/_queue_row.html", row=_row(filing, today, is_own, is_mine))


def _whose(filing: ListedFiling) -> tuple[str, str]:
    """Whose it is, masked, and what tells them apart; where that does not open, what stands instead, and the number."""
    try:
        person = filing.person
    except SealBroken as broken:
        return damaged(broken), grouped(filing.number)
    return masked_person(person), told_apart_by(person.id_number or "", filing.number)


@dataclass(frozen=True, slots=True)
class Nothing:
    """What is said where there is no row, and where to go from there."""

    title: str
    sentence: str
    url: str
    act: str


def nothing(searched: bool, narrowed: bool) -> Nothing:
    """Nothing found, nothing left by the filter, or nothing to do."""
    queue = url_for("clerk_queue.page")
    if searched:
        sentence = _("请对照回执核对编号，或换一种方法查：姓名要写全，身份证号要写 18 位。")
        return Nothing(_("没有查到"), sentence, queue, _("回到待办"))
    if narrowed:
        return Nothing(_("这样筛选没有备案"), _("换一个条件，或看全部待办。"), queue, _("看全部待办"))
    sentence = _("新的申请一来就会出现在这里。有人来电、来窗口，请从登记开始。")
    return Nothing(_("现在没有待办的备案"), sentence, url_for("clerk_intake.choose", channel="window"), _("窗口登记"))


def search_marks(fault: str) -> dict[str, str]:
    """What describes the field of the search, and whether it has to be mended."""
    if fault:
        return {"aria-describedby": "words-hint words-error", "aria-invalid": "true"}
    return {"aria-describedby": "words-hint"}
