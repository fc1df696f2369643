"""A change beside what it takes the place of: what would end with it, what is different, and what comes back."""

from dataclasses import dataclass, replace
from datetime import date

from flask import url_for

from portal.domain.actor import Context
from portal.domain.mending import mending
from portal.domain.numbering import grouped
from portal.domain.vocabulary import UNDECIDED, FilingStatus
from portal.models import Filing
from portal.models.crypto import SealBroken
from portal.services import succession
from portal.services.casework import CaseFile
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.language import gettext as _
from portal.web.presenters.mending import changes


@dataclass(frozen=True, slots=True)
class Replaced:
    """The filing that a change replaces once it is approved, and what the change says otherwise."""

    url: str
    text: str
    changes: tuple[str, ...]


def replaced(case: CaseFile) -> tuple[Replaced, ...]:
    """What approving it would end; nothing where it is no change, or is decided."""
    before = case.replaced
    if before is None or case.filing.status not in UNDECIDED or before.status is not FilingStatus.APPROVED:
        return ()
    place = rulebook.place_name(before.treatment_place) if before.treatment_place else ""
    text = " · ".join(part for part in (place, _days(before), grouped(before.number)) if part)
    return (Replaced(url_for("clerk_filing.page", number=before.number), text, _changes(before, case.filing)),)


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
    return _comes_back(before, succession.own_end(ctx, before), ctx.today)


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
