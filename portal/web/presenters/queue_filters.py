"""The counters and lists above the clerk's queue: each an address that says what is wanted, and nothing personal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from portal.catalogue.county import Office
from portal.domain.actor import Context
from portal.domain.item import Item
from portal.domain.vocabulary import UNDECIDED, Channel, FilingStatus
from portal.services.queues import Place, QueueFilter
from portal.web.addresses import narrowed_url, with_query
from portal.web.labels import label
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.web.presenters.sentences import item_name
from portal.wording.translation import own_name


@dataclass(frozen=True, slots=True)
class Counter:
    """One number on top: press it to see only those."""

    word: str
    number: int
    url: str
    is_current: bool
    style: str = "counter"


Choice = tuple[str, str, bool]
"""One answer of a filter: its value, its word, and whether it is the one in force."""


def address(wanted: QueueFilter, after: Place | None = None) -> str:
    """The queue's address with these filters; never anything personal."""
    return narrowed_url("clerk_queue.page", _in_an_address(wanted, after))


def _in_an_address(wanted: QueueFilter, after: Place | None = None) -> dict[str, str | None]:
    return {
        "status": wanted.status,
        "item": wanted.item_id,
        "channel": wanted.channel,
        "office": wanted.office,
        "overdue": "1" if wanted.overdue_on else None,
        "mine": "1" if wanted.assigned_to_id else None,
        "after": f"{after.due_on.isoformat()}.{after.id}" if after else None,
    }


def counters(counts: Mapping[FilingStatus | str, int], wanted: QueueFilter, ctx: Context) -> tuple[Counter, ...]:
    """All, one's own, one for each open state, and what is overdue."""
    every = replace(wanted, status=None, overdue_on=None, assigned_to_id=None)
    is_late, is_mine = wanted.overdue_on is not None, wanted.assigned_to_id is not None
    urgent = "counter counter-urgent" if counts["overdue"] > 0 else "counter"
    whole = sum(counts[status] for status in UNDECIDED)
    queue = url_for("clerk_queue.page")

    def narrowed(to: QueueFilter) -> str:
        return with_query(queue, _in_an_address(to))

    return (
        Counter(_("全部"), whole, narrowed(every), wanted.status is None and not (is_late or is_mine)),
        Counter(_("我的"), counts["mine"], narrowed(replace(every, assigned_to_id=ctx.actor.user_id)), is_mine),
        *(
            Counter(label(each), counts[each], narrowed(replace(every, status=each)), wanted.status is each)
            for each in UNDECIDED
        ),
        Counter(_("逾期"), counts["overdue"], narrowed(replace(every, overdue_on=ctx.today)), is_late, urgent),
    )


def item_choices(items: Sequence[Item], wanted: QueueFilter) -> tuple[Choice, ...]:
    """The items of the county, all first."""
    every = ("", str(_("全部事项")), wanted.item_id is None)
    return (every, *((item.id, item_name(item), wanted.item_id == item.id) for item in items))


def channel_choices(wanted: QueueFilter) -> tuple[Choice, ...]:
    """Every channel, all first."""
    every = ("", str(_("全部来路")), wanted.channel is None)
    return (every, *((each.value, label(each), wanted.channel is each) for each in Channel))


def office_choices(offices: Sequence[Office], wanted: QueueFilter) -> tuple[Choice, ...]:
    """The offices of the county, all first; none to choose where it has no two."""
    if len(offices) < 2:
        return ()
    every = ("", str(_("全部办事处")), wanted.office is None)
    named = ((each.id, own_name(each, language()), wanted.office == each.id) for each in offices)
    return (every, *named)


def kept(wanted: QueueFilter) -> tuple[tuple[str, str], ...]:
    """What the lists of the filter leave as it is."""
    known = (
        ("status", wanted.status or ""),
        ("overdue", "1" if wanted.overdue_on else ""),
        ("mine", "1" if wanted.assigned_to_id else ""),
    )
    return tuple((name, str(value)) for name, value in known if value)
