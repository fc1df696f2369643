"""The counters and lists above the clerk's queue: each an address that says what is wanted, and nothing personal."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for

from portal.catalogue.county import County, Office
from portal.domain.day_place import DayPlace
from portal.domain.vocabulary import UNDECIDED, Channel, FilingStatus
from portal.services.queues import QueueFilter
from portal.web.addresses import narrowed_url, with_query, written_place
from portal.web.kept import kept
from portal.web.labels import label
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.web.presenters.sentences import item_name
from portal.wording.translation import own_name


class Counter(NamedTuple):
    """One number on top: press it to see only those."""

    word: str
    number: int
    url: str
    is_current: bool
    style: str = "counter"


Choice = tuple[str, str, bool]
"""One answer of a filter: its value, its word, and whether it is the one in force."""


def address(wanted: QueueFilter, after: DayPlace | None = None) -> str:
    """The queue's address with these filters; never anything personal."""
    return narrowed_url("clerk_queue.page", _in_an_address(wanted, after))


def _in_an_address(wanted: QueueFilter, after: DayPlace | None = None) -> dict[str, str | None]:
    return {
        "status": wanted.status,
        "item": wanted.item_id,
        "channel": wanted.channel,
        "office": wanted.office,
        "overdue": "1" if wanted.overdue_on else None,
        "mine": "1" if wanted.assigned_to_id else None,
        "after": written_place(after) if after else None,
    }


@kept
def counters(
    counts: tuple[tuple[FilingStatus | str, int], ...], wanted: QueueFilter, searched: bool
) -> tuple[Counter, ...]:
    """All, one's own, one for each open state, and what is overdue; what was searched is none of them."""
    number, queue = dict(counts), url_for("clerk_queue.page")
    every = {**_in_an_address(wanted), "status": None, "overdue": None, "mine": None}
    is_late, is_mine = wanted.overdue_on is not None, wanted.assigned_to_id is not None
    is_whole = wanted.status is None and not (is_late or is_mine)
    urgent = "counter counter-urgent" if number["overdue"] > 0 else "counter"

    def counter(word: str, how_many: int, to: dict[str, str | None], is_current: bool, style: str) -> Counter:
        return Counter(str(word), how_many, with_query(queue, {**every, **to}), is_current and not searched, style)

    return (
        counter(_("全部"), sum(number[each] for each in UNDECIDED), {}, is_whole, "counter"),
        counter(_("我的"), number["mine"], {"mine": "1"}, is_mine, "counter"),
        *(counter(label(each), number[each], {"status": each}, wanted.status is each, "counter") for each in UNDECIDED),
        counter(_("逾期"), number["overdue"], {"overdue": "1"}, is_late, urgent),
    )


class Lists(NamedTuple):
    """The lists one may narrow by, and what they leave as it is."""

    items: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    offices: tuple[Choice, ...]
    left: tuple[tuple[str, str], ...]


@kept
def lists(county: County | None, wanted: QueueFilter) -> Lists:
    """The items of the county, every channel, and its offices; all first."""
    items = county.items if county else ()
    every_item = ("", str(_("全部事项")), wanted.item_id is None)
    every_channel = ("", str(_("全部来路")), wanted.channel is None)
    known = (
        ("status", wanted.status or ""),
        ("overdue", "1" if wanted.overdue_on else ""),
        ("mine", "1" if wanted.assigned_to_id else ""),
    )
    return Lists(
        items=(every_item, *((item.id, item_name(item), wanted.item_id == item.id) for item in items)),
        channels=(every_channel, *((each.value, label(each), wanted.channel is each) for each in Channel)),
        offices=_offices(county.offices if county else (), wanted),
        left=tuple((name, str(value)) for name, value in known if value),
    )


def _offices(offices: Sequence[Office], wanted: QueueFilter) -> tuple[Choice, ...]:
    """All first; none to choose where the county has no two."""
    if len(offices) < 2:
        return ()
    every = ("", str(_("全部办事处")), wanted.office is None)
    return (every, *((each.id, own_name(each, language()), wanted.office == each.id) for each in offices))
