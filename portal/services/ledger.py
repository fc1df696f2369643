"""台账: the county's filings of a month, line by line and counted; taken away, it is written down who took it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.actor import BEIJING, Context
from portal.domain.event_detail import EventDetail
from portal.domain.month import Month
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.timeliness import Timeliness, timeliness_of
from portal.domain.vocabulary import Channel, EventKind, FilingStatus, FilingType
from portal.models import Filing, FilingEvent, db
from portal.models.crypto import SealBroken
from portal.models.transaction import transaction
from portal.services import portal_events

WORDS_ALONE, ANSWERS = "words", "answers"
"""Causes of a correction that are no document: a remark alone, and questions that were opened."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One filing; nobody's name: whoever needs it opens the filing, and that is written down."""

    number: str
    item_id: str
    filing_type: FilingType
    channel: Channel
    status: FilingStatus
    treatment_place: str | None
    submitted_on: date
    accepted_on: date | None
    due_on: date | None
    decided_on: date | None
    begins_on: date | None
    ends_on: date | None
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How much of one item came in, and how long it took."""

    item_id: str
    sent: int
    decided: int
    median_days: float | None
    late: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A month counted: by week and channel, against the limit, by item; what was asked for, by cause; and ratings, by
    stars."""

    weeks: Mapping[date, Counter[Channel]]
    timeliness: Counter[Timeliness]
    items: Sequence[ItemFigures]
    causes: Counter[str]
    ratings: Counter[int]


def lines(ctx: Context, month: Month) -> list[LedgerLine]:
    """What was sent in that month, the oldest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    begin, end = month.instants
    columns = (
        Filing.number, Filing.item_id, Filing.filing_type, Filing.channel, Filing.status, Filing.treatment_place,
        Filing.submitted_at, Filing.accepted_at, Filing.due_on, Filing.decided_at, Filing.begins_on, Filing.ends_on,
        Filing.queue_due_on,
    )  # fmt: skip
    is_of_month = (Filing.county == ctx.actor.county, Filing.submitted_at >= begin, Filing.submitted_at < end)
    rows = db.session.execute(select(*columns).where(*is_of_month).order_by(Filing.submitted_at, Filing.id))
    found = []
    for row in rows:
        days = [at.astimezone(BEIJING).date() if at else None for at in (row.accepted_at, row.decided_at)]
        how = timeliness_of(row.status, row.due_on, days[1], ctx.today, row.queue_due_on is not None)
        sent_on = row.submitted_at.astimezone(BEIJING).date()
        found.append(LedgerLine(*row[:6], sent_on, days[0], row.due_on, days[1], row.begins_on, row.ends_on, how))
    return found


def figures(ctx: Context, month: Month) -> Figures:
    """The same counted, the month's corrections by cause, and its ratings by stars."""
    month_lines, details = lines(ctx, month), _details(ctx, month)
    weeks: dict[date, Counter[Channel]] = {}
    for line in month_lines:
        monday = line.submitted_on - timedelta(days=line.submitted_on.weekday())
        weeks.setdefault(monday, Counter())[line.channel] += 1
    of_items = [_of_item(item, month_lines) for item in sorted({line.item_id for line in month_lines})]
    causes = Counter(cause for detail in details[EventKind.CORRECTION_REQUESTED] for cause in _causes(detail))
    ratings = Counter(detail.stars for detail in details[EventKind.RATED])
    return Figures(weeks, Counter(line.timeliness for line in month_lines), of_items, causes, ratings)


def _of_item(item_id: str, month_lines: Sequence[LedgerLine]) -> ItemFigures:
    of_item = [line for line in month_lines if line.item_id == item_id]
    days = [(line.decided_on - line.submitted_on).days for line in of_item if line.decided_on]
    late = sum(line.timeliness in (Timeliness.LATE, Timeliness.OPEN_LATE) for line in of_item)
    return ItemFigures(item_id, len(of_item), len(days), median(days) if days else None, late)


def _details(ctx: Context, month: Month) -> Mapping[EventKind, list[EventDetail]]:
    """What its notices and ratings say; one that does not open says nothing, and its filing's page says so."""
    begin, end = month.instants
    found: dict[EventKind, list[EventDetail]] = {EventKind.CORRECTION_REQUESTED: [], EventKind.RATED: []}
    of_month = FilingEvent.kind.in_(found), FilingEvent.at >= begin, FilingEvent.at < end
    with_keys = joinedload(FilingEvent.filing).load_only(Filing.uid, Filing.data_key)
    of_county = FilingEvent.county == ctx.actor.county
    for event in db.session.scalars(select(FilingEvent).where(*of_month, of_county).options(with_keys)):
        with suppress(SealBroken):
            found[event.kind].append(event.detail)
    return found


def _causes(detail: EventDetail) -> Iterator[str]:
    """What a notice asked for."""
    yield from detail.kinds
    if detail.questions or not detail.kinds:
        yield ANSWERS if detail.questions else WORDS_ALONE


def take(ctx: Context, month: Month, what: str) -> None:
    """Write down that somebody takes it away."""
    require(ctx.actor, Permission.LEDGER)
    with transaction():
        portal_events.record(ctx, PortalEventKind.LEDGER_TAKEN, PortalEventDetail(after=f"{month.text} {what}"))
