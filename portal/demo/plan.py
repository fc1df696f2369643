"""Which filings the demo shows: every item, every channel it offers, every state, dated around today."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from portal.demo.accounts import HOME
from portal.domain.item import Item
from portal.domain.vocabulary import Channel, FilingStatus, FilingType

COUNT = 200
SEED = 20260101
_ENDS = (
    FilingStatus.APPROVED,
    FilingStatus.SUBMITTED,
    FilingStatus.APPROVED,
    FilingStatus.CORRECTION_REQUESTED,
    FilingStatus.ACCEPTED,
    FilingStatus.APPROVED,
    FilingStatus.REFUSED,
    FilingStatus.APPROVED,
    FilingStatus.CANCELLED,
    FilingStatus.REJECTED,
    FilingStatus.APPROVED,
    FilingStatus.WITHDRAWN,
    FilingStatus.SUPERSEDED,
    FilingStatus.REVOKED,
    FilingStatus.DRAFT,
)
_PLACES = ("310000", "110000", "440100", "330100", "320100", "510100", "450100", "370100", "420100", "120000")


_OPEN_FOR = (0, 0, 0, 0, 1, 1, 1, 2, 2, 5)  # most wait since today or yesterday, a few are overdue


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One filing to be made."""

    serial: int
    item: Item
    channel: Channel
    ends: FilingStatus
    days_ago: int
    place: str
    is_late: bool
    by_agent: bool


def by_citizen(serial: int) -> bool:
    """Whether the demo's citizen filed it, for somebody in the family."""
    return serial % 8 == 0


def plan(items: Sequence[Item]) -> Iterator[DemoCase]:
    """Two hundred cases, oldest first, the same from the same seed."""
    chance = random.Random(SEED)  # noqa: S311 - the same demo each time is the point
    channels = cycle([(item, channel) for item in items for channel in item.open_channels if _is_shown(item, channel)])
    ends = cycle(_ENDS)
    cases = []
    for serial in range(1, COUNT + 1):
        (item, channel), end = next(channels), next(ends)
        if end is FilingStatus.DRAFT and channel is not Channel.ONLINE:
            end = FilingStatus.SUBMITTED  # only people keep drafts; a clerk's case is sent in at once
        undecided = end in (FilingStatus.SUBMITTED, FilingStatus.CORRECTION_REQUESTED, FilingStatus.ACCEPTED)
        days_ago = chance.choice(_OPEN_FOR) if undecided or end is FilingStatus.DRAFT else chance.randint(3, 300)
        if item.filing_type is FilingType.REFERRAL and end is FilingStatus.APPROVED and serial % 9 == 0:
            days_ago = 380  # a referral that has run out by now
        places = [place for place in _PLACES if not place.startswith(item.place.pooling_area)]
        cases.append(
            DemoCase(
                serial=serial,
                item=item,
                channel=channel,
                ends=end,
                days_ago=days_ago,
                place=chance.choice(places),
                is_late=serial % 5 == 0,
                by_agent=channel is Channel.ONLINE and (serial % 6 == 0 or by_citizen(serial)),
            )
        )
    return iter(sorted(cases, key=lambda case: -case.days_ago))


def _is_shown(item: Item, channel: Channel) -> bool:
    """Only one hospital has an account, and no other system is connected to a demo."""
    return channel is not Channel.API and (channel is not Channel.HOSPITAL or item.place.slug == HOME)
