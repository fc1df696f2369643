"""The audit trail of a county for its supervisor: what was done to its filings, which of them staff looked at, and what
was done to accounts, hospitals and the installation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, false, func, or_, select, union_all
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
    rows = _of_county(ctx.actor, FilingEvent, is_override)
    if wanted.kind:
        is_known = wanted.kind in {kind.value for kind in EventKind}  # it came by an address
        rows = rows.where(FilingEvent.kind == written_out(EventKind(wanted.kind)) if is_known else false())
    with_keys = joinedload(FilingEvent.filing).load_only(Filing.uid, Filing.data_key)  # what was said is sealed so
    found = db.session.execute(_page(rows.options(with_keys), FilingEvent, wanted, after_id)).all()
    return [TrailLine(event.id, event.at, event.actor, event.kind, number, event) for event, number in found]


def looks(ctx: Context, wanted: TrailFilter, after_id: int | None = None) -> list[TrailLine]:
    """Which whole ID numbers and papers of the county's filings staff opened, newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    rows = _of_county(ctx.actor, AccessLog, false())
    if wanted.kind:
        rows = rows.where(AccessLog.what == wanted.kind)
    found = db.session.execute(_page(rows, AccessLog, wanted, after_id)).all()
    return [TrailLine(look.id, look.at, look.actor, look.what, number) for look, number in found]


def portal_events(ctx: Context, wanted: TrailFilter, after_id: int | None = None) -> Sequence[PortalEvent]:
    """What was done to the county's accounts and hospitals, who signed in, and what concerns all; newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    newest = union_all(
        *(select(_page(rows, PortalEvent, wanted, after_id).subquery().c.id) for rows in _seen(ctx.actor, wanted.kind))
    ).subquery()
    rows = select(PortalEvent).where(PortalEvent.id.in_(select(newest.c.id)))
    whom = (joinedload(PortalEvent.actor), joinedload(PortalEvent.account), joinedload(PortalEvent.hospital))
    return db.session.scalars(rows.options(*whom).order_by(PortalEvent.id.desc()).limit(PAGE + 1)).all()


def _seen(actor: Actor, kind: str) -> Iterator[Select[int]]:
    """Each by an index, and of these the newest: of no county there are sign-ins of citizens, however many."""
    known = [each for each in PortalEventKind if each == kind] if kind else sorted(OF_THE_INSTALLATION)
    rows = select(PortalEvent.id)
    own = rows.where(PortalEvent.county == actor.county)
    yield own.where(PortalEvent.kind.in_(known)) if kind else own
    of_none = rows.where(PortalEvent.county.is_(None))
    yield from (of_none.where(PortalEvent.kind == each) for each in known if each in OF_THE_INSTALLATION)


def _of_county(actor: Actor, table: type[Line], is_anyway: ColumnElement[bool]) -> Select[Line, str]:
    """Lines with the numbers of their filings, found by the county that each line names.

    Whether one is seen is asked line by line and not as a join: a join is begun at the county's filings and reads all
    their lines for a page. Hardly any is not: little happens to a draft, and those that are never sent are few.
    """
    of_line = Filing.id == table.filing_id
    number = select(Filing.number).where(of_line).scalar_subquery()
    is_sent = select(Filing.id).where(of_line, Filing.submitted_at.is_not(None)).exists()
    is_shown = or_(is_sent, is_anyway)
    return select(table, number).where(table.county == actor.county, is_shown).options(joinedload(table.actor))


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
