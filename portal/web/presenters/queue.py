"""The clerk's queue: counters that are filters, and rows with what is the matter in five characters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from flask import url_for

from portal.domain.actor import Context
from portal.domain.numbering import grouped
from portal.domain.vocabulary import AskedFor, DocumentKind, Outcome
from portal.models.crypto import SealBroken
from portal.models.listed import ListedFiling
from portal.services.queues import is_overdue
from portal.services.rulebook import rulebook
from portal.web.addresses import of_each
from portal.web.dates import day, day_of_this_year
from portal.web.labels import StatusTag, label
from portal.web.language import gettext, language
from portal.web.language import lazy_gettext as _
from portal.web.presenters.asked_for import ASKING
from portal.web.presenters.damage import damaged
from portal.web.presenters.filing import item_title, masked_person, tag_of
from portal.web.presenters.sentences import document_title
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


def told_apart_by(id_number: str, filing_number: str, of_number: str) -> str:
    """What tells five people of one surname apart, as far as a list may: two signs of the ID number, the number.

    `of_number` is the sentence for it, `_OF_NUMBER` in the language of the page.
    """
    number = grouped(filing_number)
    return of_number % {"tail": id_number[-2:], "number": number} if id_number else number


_OF_NUMBER = _("证号尾 %(tail)s · %(number)s")


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


def rows(filings: Sequence[ListedFiling], ctx: Context) -> tuple[QueueRow, ...]:
    """A row for each of these filings, as whoever acts may work on them; with what is one's own, or of one's household,
    the matter is that it is a colleague's."""
    today, actor = ctx.today, ctx.actor
    url_of = of_each("clerk_filing.page")
    # fifty rows show few items, places, days and states: each is put into words once a page
    item, place, due = cache(item_title), cache(rulebook.place_name), cache(partial(due_word, today=today))
    fault, channel, lacks = cache(fault_word), cache(label), cache(lacking)
    tags: dict[tuple[object, ...], StatusTag] = {}
    of_number, of_a_colleague = str(_OF_NUMBER), gettext("交给同事")
    overdue_since = gettext("%(day)s 已逾期")
    whose = {None: "", actor.user_id: gettext("我在办")}
    with_a_colleague = gettext("同事在办")

    def row(filing: ListedFiling) -> QueueRow:
        is_late = is_overdue(filing, today)
        is_own = actor.is_one_of(filing.person_index, filing.agent_index)
        who, apart = _whose(filing, of_number)
        stands = filing.status, filing.asks_for, filing.begins_on, filing.ends_on
        if stands not in tags:
            tags[stands] = tag_of(filing, today)
        return QueueRow(
            url=url_of(filing.number),
            number=filing.number,
            due=overdue_since % {"day": due(filing.due_on)} if is_late else due(filing.due_on),
            style="overdue" if is_late else "",
            who=who,
            told_apart_by=apart,
            item=item(filing.item_id, filing.item_version),
            channel=channel(filing.channel),
            place=place(filing.treatment_place),
            fault=of_a_colleague
            if is_own
            else fault(
                filing.asks_for,
                filing.outcome,
                lacks(filing.item_id, filing.item_version, filing.owed_kinds),
                filing.fault_code,
            ),
            tag=tags[stands],
            whose=whose.get(filing.assigned_to_id, with_a_colleague),
        )

    return tuple(map(row, filings))


def _whose(filing: ListedFiling, of_number: str) -> tuple[str, str]:
    """Whose it is, masked, and what tells them apart; where that does not open, what stands instead, and the number."""
    try:
        person = filing.person
    except SealBroken as broken:
        return damaged(broken), grouped(filing.number)
    return masked_person(person), told_apart_by(person.id_number or "", filing.number, of_number)


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
