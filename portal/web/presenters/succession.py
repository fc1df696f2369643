"""A change beside what it takes the place of: what would end with it, what is different, and what comes back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.domain.actor import Context
from portal.domain.lifecycle import CLOSED
from portal.domain.mending import mending
from portal.domain.numbering import grouped
from portal.domain.validity import Term, overlap
from portal.domain.vocabulary import UNDECIDED, FilingStatus
from portal.models import Filing, FilingEvent
from portal.models.crypto import SealBroken
from portal.models.listed import Origin
from portal.services import altering, succession
from portal.services.altering import stands
from portal.services.casework import CaseFile
from portal.services.origins import origin_of
from portal.services.rulebook import rulebook
from portal.web.dates import day, moment
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.filing import tag_of
from portal.web.presenters.mending import changes
from portal.wording.changing import changed_one_text
from portal.wording.history import event_name


class Replaced(NamedTuple):
    """A filing that a change replaces once it is approved, or would if it stood, and what the change says otherwise."""

    title: str
    url: str
    text: str
    changes: tuple[str, ...]


def replaced(ctx: Context, case: CaseFile) -> tuple[Replaced, ...]:
    """What approving it would end, the newest first; nothing where it is no change, or is decided."""
    if not case.replaced:
        return ()
    before, *earlier = case.replaced
    found = [_replaced(before, _changes(before, case.filing), _("这是变更，准予以后代替原来那一件"))]
    if not stands(before, ctx.today):
        found = [
            _replaced(before, _how_it_ended(before, case.ending, ctx.today), _("这是变更，可是原来那一件已经不算数了"))
        ]
    begins_on = case.needs.term.begins_on if case.needs else None
    cut = [each for each in earlier if overlap(Term(each.begins_on, each.ends_on), Term(begins_on or ctx.today))]
    return (*found, *(_replaced(each, (), _("再早的这一件还有效，准予以后也由它代替")) for each in cut))


def _replaced(before: Filing, lines: tuple[str, ...], title: str) -> Replaced:
    place = rulebook.place_name(before.treatment_place) if before.treatment_place else ""
    text = " · ".join(part for part in (place, _days(before), grouped(before.number)) if part)
    return Replaced(title, url_for("clerk_filing.page", number=before.number), text, lines)


def _how_it_ended(before: Filing, act: FilingEvent | None, today: date) -> tuple[str, ...]:
    """What became of it, when, and why as far as somebody wrote it down."""
    if act is None or before.status is FilingStatus.APPROVED:
        return (tag_of(before, today).word,)
    what = " · ".join((event_name(act.kind, language()), moment(act.at)))
    return tuple(filter(None, (what, act.detail.reason)))


def ended(origin: Origin | None, today: date) -> str:
    """What became of the filing that one that waits would change or renew; a renewal waits for it to expire."""
    if origin is None:
        return ""
    named = {"number": grouped(origin.number), "state": tag_of(origin, today).word}
    if origin.is_changed:
        return "" if stands(origin, today) else str(_("您要变更的那一件（%(number)s）%(state)s。", **named))
    return str(_("您要续办的那一件（%(number)s）%(state)s。", **named)) if origin.status in CLOSED else ""


def _ended_for_filer(filing: Filing, today: date) -> str:
    """The same of what this one was begun from, and what becomes of this one."""
    origin = origin_of(filing)
    sentence = ended(origin, today)
    if origin is None or not sentence:
        return ""
    if origin.is_changed:
        return sentence + str(_("这份变更还在审核，由工作人员决定；不要了，请撤回申请。"))
    return sentence + str(_("这份续办还在审核，由工作人员决定；不要了，请撤回申请。"))


def origin_for_filer(filing: Filing, today: date) -> str:
    """What became of what this one was begun from, or that it counts in spite of this one."""
    before = altering.still_standing(filing, today) if filing.status is not FilingStatus.DRAFT else None
    kept = changed_one_text(filing.status, grouped(before.number), language()) if before is not None else ""
    return kept or _ended_for_filer(filing, today)


def begun_from(begun: Sequence[Filing]) -> str:
    """That changes or renewals of it still wait, and do not end with it."""
    numbers = str(_("、")).join(grouped(each.number) for each in begun if each.status in UNDECIDED)
    waits = _("它的变更或者续办（%(numbers)s）还没有办完，不会跟着结束；不要了，请另外撤回。", numbers=numbers)
    return str(waits) if numbers else ""


def _days(before: Filing) -> str:
    begins, ends = day(before.begins_on), day(before.ends_on)
    if begins and ends:
        return str(_("%(begins)s 起，到 %(ends)s", begins=begins, ends=ends))
    return str(_("%(begins)s 起", begins=begins)) if begins else ""


def _changes(before: Filing, change: Filing) -> tuple[str, ...]:
    try:
        found = mending(before.claims, replace(change.claims, declaration=before.claims.declaration))
        return changes(found) or (str(_("填的内容和原来一样。")),)
    except SealBroken:  # its own page says so
        return ()


def gives_back(ctx: Context, filing: Filing, act: str) -> str:
    """What becomes of the filing whose place it took, when it is revoked, or cancelled before it began."""
    begins_on = filing.begins_on
    is_never = act == "revoke" or (act == "cancel" and begins_on is not None and begins_on > ctx.today)
    before = succession.replaced(filing) if is_never else None
    if before is None or before.status is not FilingStatus.SUPERSEDED:
        return ""
    return _comes_back(before, altering.own_end(ctx, before), ctx.today)


def cancelled_with(following: str) -> str:
    """That what takes its place on a later day is cancelled, where its person is back before."""
    number = grouped(following)
    return str(_("以后接替它的那一件（%(number)s）还没有开始，也一起取消。", number=number)) if following else ""


def _comes_back(before: Filing, ends_on: date | None, today: date) -> str:
    number = grouped(before.number)
    if ends_on is None:
        return str(_("它代替的那一件（%(number)s）会恢复有效。", number=number))
    if ends_on < today:
        until = day(ends_on)
        return str(
            _(
                "它代替的那一件（%(number)s）恢复到 %(day)s，那天已经过去，今天起没有备案有效。",
                number=number,
                day=until,
            )
        )
    return str(_("它代替的那一件（%(number)s）会恢复有效，到 %(day)s。", number=number, day=day(ends_on)))
