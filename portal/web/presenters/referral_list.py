"""The hospital's lists, one by the address: in review, returned, in force, ending soon, ended; a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import FilingStatus
from portal.models.listed import ListedFiling
from portal.web.kept_rows import kept_rows
from portal.web.labels import StatusTag
from portal.web.language import lazy_gettext as _
from portal.web.presenters.referral import ReferralLine
from portal.web.presenters.slip_signing import waits_for

NOBODY: Mapping[int, SlipSigner] = {}


class Shelf(NamedTuple):
    """One list: its name, and what it says when empty."""

    name: str
    empty: str


SHELVES = {
    "review": Shelf(_("审核中"), _("现在没有在审核的转诊单。")),
    "returned": Shelf(_("退回我们的"), _("没有退回我们的转诊单。")),
    "waiting": Shelf(_("等扫描件的"), _("没有等着补转诊单扫描件的。用表格开的、续开的转诊，提交以前在这里。")),
    "signing": Shelf(_("签字中"), _("现在没有等着签字的转诊单。")),
    "in-force": Shelf(_("有效的"), _("现在没有有效的转诊备案。经办机构准予以后会出现在这里。")),
    "ending": Shelf(_("一个月内到期"), _("一个月内没有到期的转诊备案。")),
    "ended": Shelf(_("已结束"), _("还没有结束的转诊单。")),
}


class ShelfPage(NamedTuple):
    """One page of one list, ready to be drawn."""

    name: str
    empty: str
    lines: tuple[ReferralLine, ...]
    first_url: str
    next_url: str


def shelf_page(
    key: str,
    rows: Sequence[ListedFiling],
    after_id: int | None,
    most: int,
    today: date,
    signers: Mapping[int, SlipSigner],
) -> ShelfPage:
    """The list of that name; a row more than is shown tells that another page follows. `signers` of what is being
    signed: whose turn it is."""
    more = url_for("hospital.home", list=key, after=rows[most - 1].id) if len(rows) > most else ""
    return ShelfPage(
        name=str(SHELVES[key].name),
        empty=str(SHELVES[key].empty),
        lines=_returned_lines(rows[:most], today) if key == "returned" else lines_of(rows[:most], today, signers),
        first_url=url_for("hospital.home", list=key) if after_id is not None else "",
        next_url=more,
    )


_drawn_lines = kept_rows(ReferralLine.of)


def lines_of(
    filings: Sequence[ListedFiling], today: date, signers: Mapping[int, SlipSigner] = NOBODY
) -> tuple[ReferralLine, ...]:
    """A line of each; of what is being signed it says whose turn it is, and leads there."""
    lines = _drawn_lines.each((filing.id, (filing, today)) for filing in filings)
    return tuple(_whose_turn(line, filing, signers) for line, filing in zip(lines, filings, strict=True))


def _whose_turn(line: ReferralLine, filing: ListedFiling, signers: Mapping[int, SlipSigner]) -> ReferralLine:
    signer = signers.get(filing.id)
    if signer is None:
        return line
    return replace(line, term=waits_for(signer), url=url_for("hospital_signing.show", number=filing.number))


class CameBack(NamedTuple):
    """The newest of what came back, and where all of it is where that is more; falsy where nothing did."""

    lines: tuple[ReferralLine, ...]
    all_url: str

    def __bool__(self) -> bool:
        return bool(self.lines)


def returned_first(filings: Sequence[ListedFiling], most: int, today: date) -> CameBack:
    """What came back, for the head of the page; a row more than is shown tells that there are others."""
    more = url_for("hospital.home", list="returned") if len(filings) > most else ""
    return CameBack(_returned_lines(filings[:most], today), more)


def _returned_lines(filings: Sequence[ListedFiling], today: date) -> tuple[ReferralLine, ...]:
    """Lines of what came back; of what somebody did not sign it says so, and leads to where they say why."""
    lines = lines_of(filings, today)
    return tuple(_not_signed(line, filing) for line, filing in zip(lines, filings, strict=True))


def _not_signed(line: ReferralLine, filing: ListedFiling) -> ReferralLine:
    if filing.status is not FilingStatus.DRAFT:
        return line
    tag = StatusTag(str(_("签字的人退回了")), "bad", "✕")
    return replace(line, tag=tag, url=url_for("hospital_signing.show", number=filing.number))


def tabs(current: str, are_signed: bool) -> tuple[tuple[str, str, bool], ...]:
    """The names of the lists as links, and which one is open; `are_signed` where the county asks for signatures."""
    shown = {key: shelf for key, shelf in SHELVES.items() if are_signed or key != "signing"}
    return tuple((str(shelf.name), url_for("hospital.home", list=key), key == current) for key, shelf in shown.items())
