"""The history of a filing as lines to read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.domain.event_detail import EventDetail
from portal.domain.item import Item
from portal.domain.vocabulary import Subject
from portal.models import Filing, FilingEvent
from portal.services.feedback import COMPLAINTS
from portal.web.dates import day, moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.actors import name_of, nobodys_name, part_in
from portal.web.presenters.damage import legible
from portal.web.presenters.faxes import counted_from
from portal.web.presenters.mending import changes
from portal.web.presenters.sentences import document_title, requested
from portal.wording.history import event_name
from portal.wording.translation import _ as N_

_DONE: Mapping[str, str] = {
    "accepted": N_("已受理，受理通知书已经发出。"),
    "approved": N_("已准予备案，回执和备案表已经发出。"),
    "start_fixed": N_("起算日已经定下，新的回执和备案表已经发出。"),
    "corrected": N_("已发出一次性告知书。"),
    "refused": N_("已发出不予受理通知书。"),
    "rejected": N_("已发出不予备案决定。"),
    "revoked": N_("已撤销这件备案。"),
    "withdrawn": N_("已替申请人撤回。"),
    "cancelled": N_("已替申请人取消备案。"),
    "returned": N_("已登记申请人回来，备案今天结束。"),
    "mended": N_("已更正，检查结果已经重算。"),
    "told": N_("已记下电话告知。"),
    "complained": N_("已记下，交给主管答复。"),
    "posted": N_("已记下寄出的信。"),
    "received": N_("材料已经登记。"),
    "promised": N_("已记下约定的日子，到时会排在“答应补来的”里。"),
    "handed_over": N_("已经交给同事，记在办理经过里。"),
    "resumed": N_("已转回审核。"),
}


class Event(NamedTuple):
    """One line of the history."""

    at: str
    who: str
    what: str
    more: str


def events(rows: Sequence[FilingEvent], item: Item, filing: Filing) -> tuple[Event, ...]:
    """The history, newest first."""
    return tuple(
        Event(moment(row.at), _who(row, filing), event_name(row.kind, language()), _more(row, item))
        for row in reversed(rows)
        if row.kind not in COMPLAINTS
    )


def _who(event: FilingEvent, filing: Filing) -> str:
    if event.actor is None:
        return nobodys_name(event, str(_("通过链接")))
    return f"{name_of(event.actor)}{_('（')}{part_in(event.actor, filing)}{_('）')}"


def _more(event: FilingEvent, item: Item) -> str:
    """What the event says of itself, in one line."""
    return legible(lambda: _words_of(event.detail, item))


def _words_of(detail: EventDetail, item: Item) -> str:
    parts = (
        document_title(item, detail.kind) if detail.kind else "",
        label(detail.evidence) if detail.evidence else "",
        label(detail.mark) if detail.mark else "",
        _passed_over(detail, item) if detail.unchecked else str(_("、")).join(requested(item, detail)),
        *changes(detail.mending),
        insured_words(detail.insured),
        str(_("说好 %(day)s 以前补来", day=day(detail.promised_on))) if detail.promised_on else "",
        str(_("定在 %(day)s 以前核查", day=day(detail.check_on))) if detail.check_on else "",
        str(_("%(day)s 寄出", day=day(detail.posted_on))) if detail.posted_on else "",
        counted_from(detail),
        detail.note,
        detail.remark,
        detail.reason,
        detail.text,
    )
    return str(_("；")).join(part for part in parts if part)


def _passed_over(detail: EventDetail, item: Item) -> str:
    """What an approval left unlooked at, and why."""
    subjects = [label(subject) for subject in detail.unchecked if subject is not Subject.DOCUMENT]
    things = str(_("、")).join([*(document_title(item, kind) for kind in detail.kinds), *subjects])
    return str(_("没有核对：%(things)s，因为：%(reason)s", things=things, reason=detail.unchecked_reason))


def insured_words(insured: bool | None) -> str:
    """What a clerk found, once one looked."""
    return "" if insured is None else _("正常参保") if insured else _("不在正常参保状态")


def done_sentence(kind: str) -> str:
    """What was just done, said on top of the next page; empty for anything else in the address."""
    return _(_DONE[kind]) if kind in _DONE else ""
