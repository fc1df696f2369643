"""A citizen's own filing: as a card in the list, its timeline, and the notices that were issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from portal.domain.event_detail import EventDetail
from portal.domain.lifecycle import CLOSED, counts_on
from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus, Role
from portal.models import Filing, FilingEvent, Notice
from portal.models.listed import ListedFiling
from portal.services.own_filings import FilingOfMine
from portal.services.rulebook import rulebook
from portal.web.dates import day_of, moment
from portal.web.kept_rows import kept_rows
from portal.web.labels import StatusTag
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.actors import part_in
from portal.web.presenters.asked_for import ASKING
from portal.web.presenters.damage import legible
from portal.web.presenters.faxes import counted_from
from portal.web.presenters.filing import is_expired, issued_name, tag_of, title_of
from portal.web.presenters.filing_state import gist_of, lacks_something
from portal.web.presenters.mending import changes
from portal.web.presenters.succession import ended
from portal.web.templates import drawn
from portal.wording.history import event_name


class Card(NamedTuple):
    """One filing at a glance, with the one next act."""

    title: str
    number: str
    tag: StatusTag
    sentence: str
    ended: str
    url: str
    act: str
    act_url: str


class DrawnCard(NamedTuple):
    """The same as it stands on the page, around the line that says whose it is: nobody's name is kept."""

    head: Markup
    number: str
    rest: Markup
    place: str


def is_over(filing: ListedFiling, today: date) -> bool:
    """Closed, or its last day is over; what is replaced by one that begins later has its own last day."""
    is_closed = filing.status in CLOSED and not counts_on(filing.status, filing.ends_on, today)
    return is_closed or is_expired(filing, today)


def cards(filings: Sequence[FilingOfMine], today: date) -> list[tuple[str, DrawnCard]]:
    """Whose each of these filings is, and its card."""
    drawn_cards = _drawn_card.each((each.filing.id, (each, today)) for each in filings)
    return [(_who(each.filing, card.place), card) for each, card in zip(filings, drawn_cards, strict=True)]


def _who(filing: ListedFiling, place: str) -> str:
    name = legible(lambda: filing.person.name or _("还没有填给谁办"))
    return f"{name} · {place}" if place else name


@kept_rows
def _drawn_card(own: FilingOfMine, today: date) -> DrawnCard:
    words = card(own, today)
    head, rest = drawn("citizen/_card_head.html", card=words), drawn("citizen/_card_rest.html", card=words)
    return DrawnCard(head, words.number, rest, rulebook.place_name(own.filing.treatment_place))


def card(own: FilingOfMine, today: date) -> Card:
    """What it says at a glance."""
    filing = own.filing
    url = url_for("own_filing.detail", number=filing.number)
    act, act_url = _next_act(filing, url, today)
    return Card(
        title=title_of(filing),
        number=grouped(filing.number),
        tag=tag_of(filing, today),
        sentence=gist_of(filing, today),
        ended=ended(own.origin, today),
        url="" if filing.status is FilingStatus.DRAFT else url,
        act=act,
        act_url=act_url,
    )


def _next_act(filing: ListedFiling, url: str, today: date) -> tuple[str, str]:
    if filing.status is FilingStatus.DRAFT:
        return _("接着填"), url_for("apply_who.resume", number=filing.number)
    if filing.status is FilingStatus.SUBMITTED and lacks_something(filing):
        return _("看还差什么"), url
    if filing.asks_for is not None:
        return str(ASKING[filing.asks_for].act), url_for("own_filing.supply", number=filing.number)
    if is_expired(filing, today):
        return _("续办"), url
    return _("看详情"), url


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    at: str
    who: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """One paper that was issued."""

    name: str
    number: str
    issued_on: str
    url: str
    pdf_url: str


def happening(event: FilingEvent, filing: Filing) -> Happening:
    """The line of an event of that filing; members of staff are named by their office alone."""
    text = legible(lambda: _words_of(event.detail))
    who = part_in(event.actor, filing) if event.actor else _("您或代办人") if event.actor_role is Role.CITIZEN else ""
    said_by = f"{_('（')}{who}{_('）')}" if who else ""
    return Happening(moment(event.at), said_by, event_name(event.kind, language()), text)


def _words_of(detail: EventDetail) -> str:
    written = detail.reason or detail.remark or detail.text
    return written or counted_from(detail) or str(_("；")).join(changes(detail.mending))


def issued_notice(notice: Notice, number: str) -> IssuedNotice:
    """The lines of a notice of that filing."""
    at = partial(url_for, number=number, uid=notice.uid)
    page, pdf = at("own_filing.notice"), at("own_filing.notice_pdf")
    return IssuedNotice(issued_name(notice), notice.number, day_of(notice.issued_at), page, pdf)
