"""The audit trail of a county for its supervisor: what was done to its filings, which of them staff looked at, and what
was done to accounts, hospitals and the installation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import joinedload

from portal.domain.actor import BEIJING, Actor, Context
from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.policy import Permission, require
from portal.domain.portal_events import OF_THE_INSTALLATION, PortalEventKind
from portal.domain.vocabulary import Channel, EventKind
from portal.models import AccessLog, Filing, FilingEvent, PortalEvent, User, db
from portal.models.base import written_out
from portal.services.queues import overdue

PAGE = 50
Rows = TypeVar("Rows", bound="Select[*tuple[Any, ...]]")
Line = TypeVar("Line", FilingEvent, AccessLog)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What the address of the trail says: a Beijing day, a kind of act, and the account that acted."""

    day: date | None = None
    kind: str = ""
    actor_uid: str = ""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One act or one look."""

    id: int
    at: datetime
    actor: User | None
    kind: str
    number: str
    event: FilingEvent | None = None

    @property
    def detail(self) -> EventDetail:
        """What was said with the act; opened when it is asked for, so that a damaged one costs its own line."""
        return self.event.detail if self.event else NOTHING_SAID


def events(ctx: Context, wanted: TrailFilter, after_id: int | None = None) -> list[TrailLine]:
    """What was done to the county's filings, newest first, a page and one line more."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    # a supervisor's own act, on a draft nobody else's eyes have seen
    is_override = FilingEvent.kind == written_out(EventKind.OVERRIDDEN)
    rows = _of_county(ctx.actor, FilingEvent, or_(Filing.submitted_at.is_not(None), is_override))
    if wanted.kind:
        is_known = wanted.kind in {kind.value for kind in EventKind}  # it came by an address
        rows = rows.where(FilingEvent.kind == written_out(EventKind(wanted.kind)) if is_known else false())
    with_keys = joinedload(FilingEvent.filing).load_only(Filing.uid, Filing.data_key)  # what was said is sealed so
    found = db.session.execute(_page(rows.options(with_keys), FilingEvent, wanted, after_id)).all()
    return [TrailLine(event.id, event.at, event.actor, event.kind, number, event) for event, number in found]


def looks(ctx: Context, wanted: TrailFilter, after_id: int | None = None) -> list[TrailLine]:
    """Which whole ID numbers and papers of the county's filings staff opened, newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    rows = _of_county(ctx.actor, AccessLog, Filing.submitted_at.is_not(None))
    if wanted.kind:
        rows = rows.where(AccessLog.what == wanted.kind)
    found = db.session.execute(_page(rows, AccessLog, wanted, after_id)).all()
    return [TrailLine(look.id, look.at, look.actor, look.what, number) for look, number in found]


def portal_events(ctx: Context, wanted: TrailFilter, after_id: int | None = None) -> Sequence[PortalEvent]:
    """What was done to the county's accounts and hospitals, who signed in, and what concerns all; newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    is_of_all = and_(PortalEvent.county.is_(None), PortalEvent.kind.in_(OF_THE_INSTALLATION))
    is_seen = or_(PortalEvent.county == ctx.actor.county, is_of_all)
    rows = select(PortalEvent).where(is_seen)
    if wanted.kind:
        is_known = wanted.kind in {kind.value for kind in PortalEventKind}
        rows = rows.where(PortalEvent.kind == PortalEventKind(wanted.kind) if is_known else false())
    whom = (joinedload(PortalEvent.actor), joinedload(PortalEvent.account), joinedload(PortalEvent.hospital))
    return db.session.scalars(_page(rows.options(*whom), PortalEvent, wanted, after_id)).all()


def _of_county(actor: Actor, table: type[Line], is_seen: ColumnElement[bool]) -> Select[Line, str]:
    """Lines with the numbers of their filings.

    Asked line by line and not as a join: a join is begun at the county's filings and reads all their lines for a page.
    """
    of_line = Filing.id == table.filing_id
    number = select(Filing.number).where(of_line).scalar_subquery()
    is_of_county = select(Filing.id).where(of_line, Filing.county == actor.county, is_seen).exists()
    return select(table, number).where(is_of_county).options(joinedload(table.actor))


def _page(
    rows: Rows,
    table: type[FilingEvent] | type[AccessLog] | type[PortalEvent],
    wanted: TrailFilter,
    after_id: int | None,
) -> Rows:
    if wanted.day is not None:
        begins = datetime.combine(wanted.day, time.min, BEIJING).astimezone(UTC)
        rows = rows.where(table.at >= begins, table.at < begins + timedelta(days=1))
    if wanted.actor_uid:
        rows = rows.where(table.actor_id == select(User.id).where(User.uid == wanted.actor_uid).scalar_subquery())
    if after_id is not None:
        rows = rows.where(table.id < after_id)
    return rows.order_by(table.id.desc()).limit(PAGE + 1)


@dataclass(frozen=True, slots=True)
class Workload:
    """How much came in by one channel, and how much of it is open and overdue."""

    channel: Channel
    sent: int
    open: int
    overdue: int


def workload(ctx: Context) -> Sequence[Workload]:
    """The county's filings by channel: one statement."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    is_open = Filing.queue_due_on.is_not(None)
    rows = (
        select(
            Filing.channel,
            func.count(),
            func.count().filter(is_open),
            func.count().filter(overdue(ctx.today)),
        )
        .where(Filing.county == ctx.actor.county, Filing.submitted_at.is_not(None))
        .group_by(Filing.channel)
    )
    found = {row[0]: Workload(*row) for row in db.session.execute(rows)}
    return [found[channel] for channel in Channel if channel in found]
