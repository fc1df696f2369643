"""The hospital's lists, one by the address: in review, in force, ending soon, ended; a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from portal.models import Filing
from portal.web.language import lazy_gettext as _
from portal.web.presenters.referral import ReferralLine


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: its name, and what it says when empty."""

    name: str
    empty: str


SHELVES = {
    "review": Shelf(_("审核中"), _("现在没有在审核的转诊单。")),
    "waiting": Shelf(_("等扫描件的"), _("没有等着补转诊单扫描件的。用表格开的、续开的转诊，提交以前在这里。")),
    "in-force": Shelf(_("有效的"), _("现在没有有效的转诊备案。经办机构准予以后会出现在这里。")),
    "ending": Shelf(_("一个月内到期"), _("一个月内没有到期的转诊备案。")),
    "ended": Shelf(_("已结束"), _("还没有结束的转诊单。")),
}


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """One page of one list, ready to be drawn."""

    name: str
    empty: str
    lines: tuple[ReferralLine, ...]
    first_url: str
    next_url: str


def shelf_page(key: str, rows: Sequence[Filing], after_id: int | None, most: int, today: date) -> ShelfPage:
    """The list of that name; a row more than is shown tells that another page follows."""
    more = url_for("hospital.home", list=key, after=rows[most - 1].id) if len(rows) > most else ""
    return ShelfPage(
        name=str(SHELVES[key].name),
        empty=str(SHELVES[key].empty),
        lines=tuple(ReferralLine.of(filing, today) for filing in rows[:most]),
        first_url=url_for("hospital.home", list=key) if after_id is not None else "",
        next_url=more,
    )


def tabs(current: str) -> tuple[tuple[str, str, bool], ...]:
    """The names of the lists as links, and which one is open."""
    return tuple(
        (str(shelf.name), url_for("hospital.home", list=key), key == current) for key, shelf in SHELVES.items()
    )
