"""Faxes as the tray, a fax's own page and a form beside one show them, as ready strings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import url_for

from portal.domain import identity
from portal.domain.event_detail import EventDetail
from portal.domain.faxes import FaxState
from portal.domain.item import Item
from portal.domain.numbering import grouped
from portal.domain.vocabulary import Channel
from portal.models import Fax, FaxPage
from portal.models.listed import ListedFiling
from portal.services import fax_tray
from portal.services.fax_tray import PAGE
from portal.services.own_history import Happened
from portal.web.addresses import with_query
from portal.web.dates import moment
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import item_title, masked_person
from portal.web.presenters.queue_filters import Counter
from portal.web.presenters.sentences import item_name

TONES: Mapping[FaxState, tuple[str, str]] = {
    FaxState.WAITING: ("busy", "◔"),
    FaxState.SET_ASIDE: ("bad", "✕"),
    FaxState.JUNK: ("quiet", "–"),
    FaxState.DONE: ("ok", "✓"),
}


class FaxRow(NamedTuple):
    """One fax of the list; from whom, as far as a list may."""

    url: str
    name: str
    came: str
    sender: str
    pages: str
    what: str


class FaxTray(NamedTuple):
    """The list, and the ways on from it."""

    counters: tuple[Counter, ...]
    rows: tuple[FaxRow, ...]
    caption: str
    other_order: tuple[str, str]
    first_url: str
    next_url: str


def tray(
    found: Sequence[tuple[Fax, int]],
    counts: Mapping[FaxState, int],
    state: FaxState,
    newest_first: bool,
    is_first_page: bool,
) -> FaxTray:
    """Those of a state; one more than a page takes tells that there is a next one."""
    here, order = url_for("clerk_faxes.tray"), "newest" if newest_first else None
    shown = found[:PAGE]
    last = shown[-1][0] if len(found) > PAGE else None
    following = {
        "show": state.value,
        "order": order,
        "after": f"{last.came_at.isoformat()},{last.id}" if last else None,
    }
    turned = {"show": state.value, "order": None if newest_first else "newest"}
    return FaxTray(
        counters=tuple(
            Counter(label(each), counts[each], with_query(here, {"show": each.value}), each is state)
            for each in FaxState
        ),
        rows=tuple(_row(fax, pages) for fax, pages in shown),
        caption=_("新到的在前") if newest_first else _("先到的在前"),
        other_order=(with_query(here, turned), _("先看先到的") if newest_first else _("先看新到的")),
        first_url="" if is_first_page else with_query(here, {"show": state.value, "order": order}),
        next_url=with_query(here, following) if last else "",
    )


def _row(fax: Fax, pages: int) -> FaxRow:
    return FaxRow(
        url=url_for("clerk_faxes.show", uid=fax.uid),
        name=fax_name(fax),
        came=moment(fax.came_at),
        sender=legible(lambda: identity.masked_phone(fax.sender) if fax.sender else "–"),
        pages=str(_("%(count)s 页", count=pages)) if pages else "–",
        what=legible(lambda: _what(fax)) or "–",
    )


def fax_name(fax: Fax) -> str:
    """What it is called."""
    return _named(fax.id)


def _named(number: int) -> str:
    return str(_("传真 %(number)s 号", number=number))


def counted_from(detail: EventDetail | Happened) -> str:
    """From which fax a filing counts, and when that came; empty of every other line of its history."""
    at = moment(detail.fax_came_at)
    return str(_("%(fax)s，%(at)s 收到", fax=_named(detail.fax), at=at)) if detail.fax else ""


def _what(fax: Fax) -> str:
    """Why it lies where it does."""
    return label(fax.trouble) if fax.trouble and fax.state is not FaxState.JUNK else fax.reason or ""


class FaxPageShown(NamedTuple):
    """A page with its picture, and what can be done with it."""

    uid: str
    name: str
    picture: str
    note: str
    quarters: tuple[tuple[str, str], ...]
    is_first: bool


class FaxShown(NamedTuple):
    """One fax with all that can be done with it."""

    uid: str
    name: str
    came: str
    sender: str
    tag: StatusTag
    what: str
    pages: tuple[FaxPageShown, ...]
    items: tuple[tuple[str, str], ...]
    is_waiting: bool
    may_junk: bool
    may_restore: bool


def fax_page(fax: Fax, items: Sequence[Item]) -> FaxShown:
    """A fax as it stands; `items` are the county's, those open for a fax can be begun with it."""
    is_waiting = fax.state is FaxState.WAITING
    return FaxShown(
        uid=fax.uid,
        name=fax_name(fax),
        came=moment(fax.came_at),
        sender=legible(lambda: fax.sender or ""),
        tag=StatusTag(label(fax.state), *TONES[fax.state]),
        what=legible(lambda: _what(fax)),
        pages=pages_of(fax),
        items=tuple(
            (_intake_url(item, fax), item_name(item)) for item in items if is_waiting and item.channel(Channel.FAX)
        ),
        is_waiting=is_waiting,
        may_junk=fax.state in (FaxState.WAITING, FaxState.SET_ASIDE),
        may_restore=fax.state is FaxState.JUNK,
    )


def _intake_url(item: Item, fax: Fax) -> str:
    slug = item.id.partition(".")[2]
    return url_for("clerk_intake.ask", channel=Channel.FAX.value, slug=slug, fax=fax.uid)


def pages_of(fax: Fax) -> tuple[FaxPageShown, ...]:
    """Its pages that are with no filing yet."""
    return tuple(_page(fax, page, number) for number, page in enumerate(fax_tray.lying(fax), 1))


def _page(fax: Fax, page: FaxPage, number: int) -> FaxPageShown:
    words = ((90, _("向右转")), (270, _("向左转")), (180, _("倒过来")))
    return FaxPageShown(
        uid=page.uid,
        name=page_name(page, number),
        # its turn is in the address, so that a browser that has the picture asks for the turned one
        picture=url_for("clerk_faxes.picture", uid=fax.uid, page=page.uid, turned=page.turned_by or None),
        note=str(_("这一页是空白")) if page.is_blank else "",
        quarters=tuple((f"{page.uid},{degrees}", str(word)) for degrees, word in words),
        is_first=number == 1,
    )


def page_name(page: FaxPage, number: int) -> str:
    """By its place."""
    name = _("第 %(page)s 页（空白）", page=number) if page.is_blank else _("第 %(page)s 页", page=number)
    return str(name)


def joinable(others: Sequence[tuple[Fax, int]]) -> tuple[tuple[str, str, bool], ...]:
    """Those that it may be joined with, by number and time."""
    return tuple(
        (str(other.id), f"{fax_name(other)} · {moment(other.came_at)} · {_('%(count)s 页', count=pages)}", False)
        for other, pages in others
    )


def hits(filings: Sequence[ListedFiling], fax: Fax) -> tuple[tuple[str, str, str], ...]:
    """The filings found, each with the page that puts the fax to it."""
    return tuple(
        (
            url_for("clerk_receiving.ask", number=filing.number, fax=fax.uid),
            legible(lambda filing=filing: masked_person(filing.person)),  # type: ignore[misc]
            f"{grouped(filing.number)} · {item_title(filing.item_id, filing.item_version)}",
        )
        for filing in filings
    )
