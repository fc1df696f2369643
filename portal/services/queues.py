"""The clerk's work queue and search: most urgent first, a page at a time, columns only."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, reduce
from operator import add
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    select,
    tuple_,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain import identity
from portal.domain.actor import Actor, Context
from portal.domain.day_place import DayPlace
from portal.domain.numbering import read_filing_number
from portal.domain.policy import Permission, require
from portal.domain.spelling import figures
from portal.domain.vocabulary import UNDECIDED, Channel, FilingStatus
from portal.models import Filing, User, db
from portal.models.base import written_out
from portal.models.filing import ACCOUNTS_BEHIND
from portal.models.listed import LISTED, ListedFiling
from portal.models.sealed import name_index, person_index, phone_index
from portal.services import history, scoping
from portal.services.scoping import Sight

PAGE = 50


class QueueFilter(NamedTuple):
    """What the address of the queue says; never personal data.

    A filing lies at the office of whoever works on it, else of whoever keyed it; what came online lies at none.
    """

    status: FilingStatus | None = None
    item_id: str | None = None
    channel: Channel | None = None
    overdue_on: date | None = None
    assigned_to_id: int | None = None
    office: str | None = None


def overdue(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Past its last day and waiting for the agency; what waits for the citizen is not late with us, nor what the guide
    sets no last day for."""
    is_past = and_(Filing.queue_due_on < today, Filing.due_on.is_not(None))
    return and_(is_past, Filing.status != written_out(FilingStatus.CORRECTION_REQUESTED))


def is_overdue(filing: Filing | ListedFiling, today: date) -> bool:
    """The same of one filing."""
    waits_for_us = filing.status is not FilingStatus.CORRECTION_REQUESTED
    is_open = filing.queue_due_on is not None
    return waits_for_us and is_open and filing.due_on is not None and filing.due_on < today


_OWN: BindParameter[str] = bindparam("own", expanding=True)
_FROM_THEM = select(User.id).where(User.person_index.in_(_OWN), User.id.in_(ACCOUNTS_BEHIND)).correlate_except(User)
OF_OTHERS = and_(
    *(func.coalesce(key, "").not_in(_OWN) for key in (Filing.person_index, Filing.agent_index)), ~_FROM_THEM.exists()
)
"""What whoever `own_keys` are of may work on: nothing about them, nor that an account of theirs had a hand in."""


def own_keys(actor: Actor) -> dict[str, list[str]]:
    """The search keys of whoever acts and of their household."""
    return {"own": [key for key in (actor.person_index, *sorted(actor.household)) if key]}


_PLACE = tuple_(bindparam("day", type_=Date), bindparam("id", type_=Integer))
_FOLLOWS = tuple_(Filing.queue_due_on, Filing.id) > _PLACE
"""Compared as one: written as an OR it is no bound of the index, and all that is due before is read too."""

_NARROWED_BY: Mapping[str, ColumnElement[bool]] = {
    "item_id": Filing.item_id == bindparam("item_id"),
    "channel": Filing.channel == bindparam("channel"),
    "assigned_to_id": Filing.assigned_to_id == bindparam("assigned_to_id"),
    "overdue_on": overdue(bindparam("overdue_on", type_=Date)),
    "office": select(User.id)
    .where(User.id == func.coalesce(Filing.assigned_to_id, Filing.keyed_by_id), User.office == bindparam("office"))
    .exists(),
    "day": _FOLLOWS,
}
"""What each word of the address asks of a row; the state is written out."""


def page(ctx: Context, wanted: QueueFilter, after: DayPlace | None = None) -> Sequence[ListedFiling]:
    """One page of the queue and one row more, which tells whether there is a next page."""
    words = {**wanted._asdict(), **(after._asdict() if after else {})}
    given = {name: word for name, word in words.items() if word is not None}
    rows = _page(scoping.sight(ctx.actor), frozenset(given.keys() & _NARROWED_BY.keys()), wanted.status)
    blanks = {**scoping.blanks_of(ctx.actor), **given, "most": PAGE + 1}
    return [ListedFiling._make(row) for row in db.session.connection().execute(rows, blanks).all()]


@cache
def _page(sight: Sight, narrowed_by: frozenset[str], status: FilingStatus | None) -> Select[Any]:
    rows = _queue_of(sight).with_only_columns(*LISTED).where(*(_NARROWED_BY[name] for name in sorted(narrowed_by)))
    if status is not None:
        rows = rows.where(Filing.status == written_out(status))
    return rows.order_by(Filing.queue_due_on, Filing.id).limit(bindparam("most"))


def _queue_of(sight: Sight) -> Select[Filing]:
    """What waits; spelled out, for without it the partial index is not used."""
    return scoping.seen_by(sight).where(Filing.queue_due_on.is_not(None))


_WAITING_HERE = select(func.count()).where(Filing.county == bindparam("county"), Filing.queue_due_on.is_not(None))


def _of(status: FilingStatus) -> Select[int]:
    return _WAITING_HERE.where(Filing.status == written_out(status))


_LATE = overdue(bindparam("today", type_=Date))
_COUNTED = select(
    *(_of(status).scalar_subquery() for status in UNDECIDED),
    reduce(add, (_of(status).where(_LATE).scalar_subquery() for status in UNDECIDED)),
    _WAITING_HERE.where(Filing.assigned_to_id == bindparam("me")).scalar_subquery(),
)
"""What waits was sent (the schema holds it), so that the index alone tells, and no row is looked up. Each number by
itself: counted while the rows are walked, what is late and what is one's own cost as much again for every one of them.
"""


def counts(ctx: Context) -> dict[FilingStatus | str, int]:
    """How many are open by status, and how many of them are overdue or one's own: one statement."""
    require(ctx.actor, Permission.CLERK_AREA)
    blanks = {"county": ctx.actor.county, "today": ctx.today, "me": ctx.actor.user_id}
    *of_each, late, own = db.session.connection().execute(_COUNTED, blanks).one()
    return {**dict(zip(UNDECIDED, of_each, strict=True)), "overdue": late, "mine": own}


def search(ctx: Context, words: str) -> Sequence[Filing]:
    """Filings by any number they hold or by whole name; comes by POST, never by an address. What is found is written
    down first: whoever has a number learns from it what its person filed. Only a look that is new waits for its turn to
    write.
    """
    ids = _matching(ctx.actor, words).with_only_columns(Filing.id).order_by(*_FIRST_FOUND).limit(PAGE)
    found = db.session.scalars(ids).all()
    if not found:
        return []
    history.note_looks(ctx, "search", Filing.id, found)
    return db.session.scalars(select(Filing).where(Filing.id.in_(found)).order_by(Filing.id.desc())).all()


_WAITS = Filing.queue_due_on.is_not(None)
_FIRST_FOUND = (
    case((Filing.proven_at.is_not(None), 0), (_WAITS, 1), else_=2),
    case((and_(_WAITS, Filing.proven_at.is_(None)), Filing.id), else_=-Filing.id),
)
"""What is proven before what is claimed, and of that what waits, the oldest first: claims that are withdrawn and made
anew crowd out nothing."""


def _matching(actor: Actor, words: str) -> Select[Filing]:
    rows = scoping.visible_filings(actor)
    if number := read_filing_number(words):
        return rows.where(Filing.number == number)
    if identity.is_shaped(figures(words)):
        return _holding(rows, person_index(words), Filing.person_index, Filing.agent_index)
    if any(sign.isdigit() for sign in words):
        holders = (Filing.phone_index, Filing.caller_phone_index, Filing.agent_phone_index)
        return _holding(rows, phone_index(words), *holders)
    return _holding(rows, name_index(words), Filing.name_index)


def _holding(rows: Select[Filing], key: str, *holders: InstrumentedAttribute[str | None]) -> Select[Filing]:
    """Those where a column holds the key: each is asked of its own index first, for an OR would read the whole county,
    and so would SQLite for one, which knows of no index that it finds less."""
    each = union(*(select(Filing.id).where(holder == key) for holder in holders))
    found = each.cte("found").prefix_with("MATERIALIZED")
    return rows.join(found, found.c.id == Filing.id)


def next_after(ctx: Context, filing: Filing, due_on: date) -> ListedFiling | None:
    """The next filing after this one that waits for the agency and is no concern of whoever acts."""
    blanks = {**scoping.blanks_of(ctx.actor), **own_keys(ctx.actor), "day": due_on, "id": filing.id}
    row = db.session.connection().execute(_next(scoping.sight(ctx.actor)), blanks).first()
    return ListedFiling._make(row) if row else None


@cache
def _next(sight: Sight) -> Select[Any]:
    rows = _queue_of(sight).with_only_columns(*LISTED)
    rows = rows.where(
        Filing.id != bindparam("id"), Filing.status != FilingStatus.CORRECTION_REQUESTED, _FOLLOWS, OF_OTHERS
    )
    return rows.order_by(Filing.queue_due_on, Filing.id).limit(1)


def undecided_by_county() -> dict[str, int]:
    """How many are open in each county: a figure for whoever watches the machine."""
    rows = select(Filing.county, func.count()).where(Filing.queue_due_on.is_not(None)).group_by(Filing.county)
    found: Sequence[Row[str, int]] = db.session.execute(rows).all()
    return {county: number for county, number in found}  # noqa: C416 - dict() of rows has no type
