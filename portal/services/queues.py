"""The clerk's work queue and search: most urgent first, a page at a time, columns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, Row, Select, and_, func, literal, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute, load_only

from portal.domain import identity
from portal.domain.actor import Actor, Context
from portal.domain.numbering import read_filing_number
from portal.domain.policy import Permission, require
from portal.domain.spelling import figures
from portal.domain.vocabulary import UNDECIDED, Channel, FilingStatus
from portal.models import Filing, db
from portal.models.sealed import name_index, person_index, phone_index
from portal.services import history, scoping

PAGE = 50
_SHOWN = load_only(
    Filing.number,
    Filing.uid,
    Filing.data_key,
    Filing.claims_sealed,
    Filing.person_index,
    Filing.agent_index,
    Filing.item_id,
    Filing.item_version,
    Filing.channel,
    Filing.treatment_place,
    Filing.status,
    Filing.outcome,
    Filing.asks_for,
    Filing.due_on,
    Filing.queue_due_on,
    Filing.begins_on,
    Filing.ends_on,
    raiseload=True,
)
"""What a row of the queue shows; a filing has thirty columns more, and to ask a row for one of them is a fault."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the address of the queue says; never personal data."""

    status: FilingStatus | None = None
    item_id: str | None = None
    channel: Channel | None = None
    overdue_on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after this due day and id."""

    due_on: date
    id: int


def overdue(today: date) -> ColumnElement[bool]:
    """Past its last day and waiting for the agency; what waits for the citizen is not late with us, nor what the guide
    sets no last day for."""
    is_past = and_(Filing.queue_due_on < today, Filing.due_on.is_not(None))
    return and_(is_past, Filing.status != FilingStatus.CORRECTION_REQUESTED)


def is_overdue(filing: Filing, today: date) -> bool:
    """The same of one filing."""
    waits_for_us = filing.status is not FilingStatus.CORRECTION_REQUESTED
    is_open = filing.queue_due_on is not None
    return waits_for_us and is_open and filing.due_on is not None and filing.due_on < today


def _narrowed(rows: Select[Filing], wanted: QueueFilter) -> Select[Filing]:
    rows = rows.where(Filing.queue_due_on.is_not(None))  # spelled out: without it the partial index is not used
    if wanted.status is not None:
        rows = rows.where(Filing.status == wanted.status)
    if wanted.item_id:
        rows = rows.where(Filing.item_id == wanted.item_id)
    if wanted.channel is not None:
        rows = rows.where(Filing.channel == wanted.channel)
    if wanted.overdue_on is not None:
        rows = rows.where(overdue(wanted.overdue_on))
    return rows


def page(ctx: Context, wanted: QueueFilter, after: Place | None = None) -> Sequence[Filing]:
    """One page of the queue and one row more, which tells whether there is a next page."""
    rows = _narrowed(scoping.visible_filings(ctx.actor), wanted).order_by(Filing.queue_due_on, Filing.id)
    if after is not None:
        rows = rows.where(_follows(after))
    return db.session.scalars(rows.options(_SHOWN).limit(PAGE + 1)).all()


def _follows(place: Place) -> ColumnElement[bool]:
    """Compared as one: written as an OR it is no bound of the index, and all that is due before is read too."""
    return tuple_(Filing.queue_due_on, Filing.id) > tuple_(literal(place.due_on, Date), place.id)


def counts(ctx: Context) -> dict[FilingStatus | str, int]:
    """How many are open by status, and how many of them are overdue: one statement."""
    require(ctx.actor, Permission.CLERK_AREA)
    # what waits was sent (the schema holds it), so that the index alone tells, and no row is looked up
    rows: Sequence[Row[FilingStatus, int, int]] = db.session.execute(
        select(Filing.status, func.count(), func.count().filter(overdue(ctx.today)))
        .where(Filing.county == ctx.actor.county, Filing.queue_due_on.is_not(None))
        .group_by(Filing.status)
    ).all()
    found: dict[FilingStatus | str, int] = dict.fromkeys(UNDECIDED, 0)
    found["overdue"] = 0
    for status, number, late in rows:
        found[status] = number
        found["overdue"] += late
    return found


def search(ctx: Context, words: str) -> Sequence[Filing]:
    """Filings by any number they hold or by whole name; comes by POST, never by an address. What is found is written
    down first: whoever has a number learns from it what its person filed. Only a look that is new waits for its turn to
    write.
    """
    ids = _matching(ctx.actor, words).with_only_columns(Filing.id).order_by(Filing.id.desc()).limit(PAGE)
    found = db.session.scalars(ids).all()
    if not found:
        return []
    history.note_looks(ctx, "search", Filing.id.in_(found))
    return db.session.scalars(select(Filing).where(Filing.id.in_(found)).order_by(Filing.id.desc())).all()


def _matching(actor: Actor, words: str) -> Select[Filing]:
    rows = scoping.visible_filings(actor)
    if number := read_filing_number(words):
        return rows.where(Filing.number == number)
    if identity.is_shaped(figures(words)):
        return _holding(rows, person_index(words), Filing.person_index, Filing.agent_index)
    if any(sign.isdigit() for sign in words):
        holders = (Filing.phone_index, Filing.caller_phone_index, Filing.agent_phone_index)
        return _holding(rows, phone_index(words), *holders)
    return rows.where(Filing.name_index == name_index(words))


def _holding(rows: Select[Filing], key: str, *holders: InstrumentedAttribute[str | None]) -> Select[Filing]:
    """Those where a column holds the key: each is asked of its own index, for an OR would read the whole county."""
    found = union(*(select(Filing.id).where(holder == key) for holder in holders)).subquery()
    return rows.join(found, found.c.id == Filing.id)


def next_after(ctx: Context, filing: Filing, due_on: date) -> Filing | None:
    """The next filing a clerk can work on after this one."""
    rows = _narrowed(scoping.visible_filings(ctx.actor), QueueFilter()).where(
        Filing.id != filing.id,
        Filing.status != FilingStatus.CORRECTION_REQUESTED,
        _follows(Place(due_on, filing.id)),
    )
    return db.session.scalar(rows.order_by(Filing.queue_due_on, Filing.id).limit(1))


def undecided_by_county() -> dict[str, int]:
    """How many are open in each county: a figure for whoever watches the machine."""
    rows = select(Filing.county, func.count()).where(Filing.queue_due_on.is_not(None)).group_by(Filing.county)
    found: Sequence[Row[str, int]] = db.session.execute(rows).all()
    return {county: number for county, number in found}  # noqa: C416 - dict() of rows has no type
