"""The hospital's lists, one by the address: in review, in force, ended; a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.domain.actor import Context
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.services import referrals
from portal.web.hospital.presenters import ReferralLine

PAGE = 50
Lister = Callable[[Context, int | None, int], list[Filing]]


def _in_review(ctx: Context, after_id: int | None, most: int) -> list[Filing]:
    return referrals.list_of(ctx, (FilingStatus.SUBMITTED, FilingStatus.ACCEPTED), after_id, most)


@dataclass(frozen=True, slots=True)
class Kind:
    """One list: its name, what it says when empty, and where its rows come from."""

    name: LazyString
    empty: LazyString
    rows: Lister


KINDS = {
    "review": Kind(_("审核中"), _("现在没有在审核的转诊单。"), _in_review),
    "in-force": Kind(_("有效的"), _("现在没有有效的转诊备案。经办机构准予以后会出现在这里。"), referrals.in_force),
    "ended": Kind(_("已结束"), _("还没有结束的转诊单。"), referrals.ended),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of one list, ready to be drawn."""

    key: str
    name: str
    empty: str
    lines: tuple[ReferralLine, ...]
    first_url: str
    next_url: str


def shelf_of(ctx: Context, key: str, after: str) -> Shelf:
    """The list of that name from that row on; an unknown name is the first list."""
    key = key if key in KINDS else "review"
    after_id = int(after) if after.isascii() and after.isdigit() and len(after) < 12 else None
    rows = KINDS[key].rows(ctx, after_id, PAGE + 1)
    more = url_for("hospital.home", list=key, after=rows[PAGE - 1].id) if len(rows) > PAGE else ""
    return Shelf(
        key=key,
        name=str(KINDS[key].name),
        empty=str(KINDS[key].empty),
        lines=tuple(ReferralLine.of(filing, ctx.today) for filing in rows[:PAGE]),
        first_url=url_for("hospital.home", list=key) if after_id is not None else "",
        next_url=more,
    )


def shelves(current: str) -> tuple[tuple[str, str, bool], ...]:
    """The names of the lists as links, and which one is open."""
    return tuple((str(kind.name), url_for("hospital.home", list=key), key == current) for key, kind in KINDS.items())
