"""Whom to chase for what, as rows to read: late in words, and the ways by which it may come."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from flask import url_for

from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus
from portal.models.listed import ListedFiling
from portal.web.dates import day_of_this_year
from portal.web.language import gettext as _
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import masked_person, title_of
from portal.web.presenters.queue import lacking


class ChaseRow(NamedTuple):
    """One filing whose papers were promised."""

    url: str
    day: str
    style: str
    who: str
    number: str
    item: str
    lacks: str
    came_url: str
    call_url: str
    link_url: str
    link_word: str


def rows(found: Sequence[ListedFiling], today: date) -> tuple[ChaseRow, ...]:
    """A row each."""
    return tuple(_row(each, today) for each in found)


def _row(filing: ListedFiling, today: date) -> ChaseRow:
    at, promised_on = partial(url_for, number=filing.number), filing.promised_on or today
    is_late = promised_on < today
    named = day_of_this_year(promised_on)
    waits = filing.status is FilingStatus.CORRECTION_REQUESTED
    return ChaseRow(
        url=at("clerk_filing.page"),
        day=str(_("%(day)s，过了", day=named)) if is_late else named,
        style="overdue" if is_late else "",
        who=legible(lambda: masked_person(filing.person)),
        number=grouped(filing.number),
        item=title_of(filing),
        lacks=lacking(filing.item_id, filing.item_version, filing.owed_kinds) or "–",
        came_url=at("clerk_receiving.ask"),
        call_url=at("clerk_correction.note_call"),
        link_url=at("clerk_filing.page", _anchor="asides") if waits else at("clerk_correction.ask"),
        link_word=str(_("上传链接") if waits else _("发告知书")),
    )
