"""Lines of a filing's history, and of who looked at it: written in the transaction of the act itself."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypedDict

from sqlalchemy import Date, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from portal.domain.actor import Context
from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.vocabulary import WITH_SECOND_FACTOR, EventKind, FilingStatus
from portal.models import AccessLog, FaxLook, Filing, FilingEvent, User, db
from portal.models.looks import LOOKS, FilingLook
from portal.models.transaction import transaction

_OF_AN_ACTOR = (User.uid, User.data_key, User.identity_sealed, User.role, User.username, User.person_index)
"""What a line says of whoever did it: their name, and what they are to the filing."""


def record(
    ctx: Context,
    filing: Filing,
    kind: EventKind,
    detail: EventDetail = NOTHING_SAID,
    from_status: FilingStatus | None = None,
    to_status: FilingStatus | None = None,
) -> FilingEvent:
    """Add one event, and know its number at once: an agent's slot may point at it."""
    event = line(ctx, filing, kind, detail, from_status, to_status)
    db.session.flush()
    return event


def line(
    ctx: Context,
    filing: Filing,
    kind: EventKind,
    detail: EventDetail = NOTHING_SAID,
    from_status: FilingStatus | None = None,
    to_status: FilingStatus | None = None,
) -> FilingEvent:
    """The same, written with what the act writes beside it; what was said or found goes sealed in it."""
    kept = replace(detail, operator=ctx.actor.operator)
    event = FilingEvent(
        filing_id=filing.id,
        county=filing.county,
        at=ctx.now,
        actor_id=ctx.actor.user_id,
        actor_role=ctx.actor.role,
        kind=kind,
        channel=ctx.channel,
        from_status=from_status,
        to_status=to_status,
        detail_kept=None if kept == NOTHING_SAID else kept,
    )
    db.session.add(event)
    return event


def events_of(filing: Filing) -> Sequence[FilingEvent]:
    """The whole history, oldest first, with the messages that were made of it."""
    return db.session.scalars(_events(), {"filing": filing.id}).unique().all()


def events_of_each(*filings: Filing) -> Iterator[list[FilingEvent]]:
    """The same of several filings, read together."""
    rows = db.session.scalars(_events_of_each(), {"filings": [filing.id for filing in filings]}).unique().all()
    return ([event for event in rows if event.filing_id == filing.id] for filing in filings)


@cache
def _events() -> Select[FilingEvent]:
    return _with_all_beside(select(FilingEvent).where(FilingEvent.filing_id == bindparam("filing")))


@cache
def _events_of_each() -> Select[FilingEvent]:
    of_one = FilingEvent.filing_id.in_(bindparam("filings", expanding=True))
    return _with_all_beside(select(FilingEvent).where(of_one))


def _with_all_beside(rows: Select[FilingEvent]) -> Select[FilingEvent]:
    actor = joinedload(FilingEvent.actor).load_only(*_OF_AN_ACTOR)
    beside = actor, joinedload(FilingEvent.messages), joinedload(FilingEvent.announcement)
    return rows.options(*beside).order_by(FilingEvent.id)


def record_reveal(ctx: Context, filing_id: int, county: str, what: str) -> None:
    """A member of staff saw a whole number, each time: `what` is id_number, bind_code or account_phone."""
    assert ctx.actor.user_id is not None
    seen = {"filing_id": filing_id, "county": county, "what": what}
    db.session.add(AccessLog(**seen, at=ctx.now, actor_id=ctx.actor.user_id))


class LookOfToday(TypedDict):
    """Whose look it is, what is looked at, and on which day."""

    actor: int | None
    what: str
    day: date


def note_screen(ctx: Context, numbers: Collection[str], whole_of: str = "") -> None:
    """Staff are about to see a screen of these filings: one line of each a day; and on it, each time, the whole ID
    number of the person of the one named `whole_of`."""
    if not (numbers or whole_of):
        return
    look = at_screen(ctx)
    found = db.session.execute(_seen(), {**look, "of": sorted({*numbers, *filter(None, (whole_of,))})}).all()
    is_new = any(row.number in numbers and not row.is_noted for row in found)
    if not (is_new or whole_of):
        return
    with transaction():
        for row in found:
            if row.number == whole_of:
                record_reveal(ctx, row.id, row.county, "id_number")
        if is_new:
            _note_in_turn(ctx, look, Filing.number, numbers)


def note_looks(ctx: Context, what: str, by: InstrumentedAttribute[Any], of: Collection[int | str]) -> None:
    """Staff of the agency or of a hospital are about to see the filings with one of these ids or numbers: one line a
    person, filing, `what` and day.

    `what` is filing, progress, search, letter, paper:<kind> or notice:<kind>. People who see what is theirs leave none.
    """
    actor = ctx.actor
    if actor.user_id is None or actor.role not in WITH_SECOND_FACTOR or not of:
        return
    look = LookOfToday(actor=actor.user_id, what=what, day=ctx.today)
    if db.session.scalar(_unnoted(by), {**look, "of": of}) is None:
        return
    with transaction():
        _note_in_turn(ctx, look, by, of)


def _note_in_turn(ctx: Context, look: LookOfToday, by: InstrumentedAttribute[Any], of: Collection[int | str]) -> None:
    """Inside the caller's transaction; two pages of one person take turns, so that they leave one line."""
    itself = select(User.id).where(User.id == look["actor"]).with_for_update(key_share=True)
    db.session.execute(itself)
    db.session.add_all(
        AccessLog(filing_id=each, county=county, at=ctx.now, actor_id=look["actor"], what=look["what"], day=look["day"])
        for each, county in db.session.execute(_unnoted(by), {**look, "of": of}).all()
    )


def take_over_looks(filing: Filing, what: str, looks: Iterable[FaxLook]) -> None:
    """Who saw what is the filing's now before it was, in the caller's transaction; each once a day."""
    before = select(AccessLog.actor_id, AccessLog.day).where(AccessLog.filing_id == filing.id, AccessLog.what == what)
    noted = {(actor, day) for actor, day in db.session.execute(before)}
    db.session.add_all(
        AccessLog(
            filing_id=filing.id, county=filing.county, at=look.at, actor_id=look.actor_id, what=what, day=look.day
        )
        for look in looks
        if (look.actor_id, look.day) not in noted
    )


def at_screen(ctx: Context) -> LookOfToday:
    """Of whoever acts, at the screen of a filing."""
    return LookOfToday(actor=ctx.actor.user_id, what="filing", day=ctx.today)


def is_noted(ctx: Context, looks: Iterable[FilingLook]) -> bool:
    """Whether among the looks at a filing there is that of today of whoever acts, at its screen."""
    own = (each for each in looks if each.actor_id == ctx.actor.user_id)
    return any(each.what == "filing" and each.day == ctx.today for each in own)


IS_NOTED = (
    select(AccessLog.id)
    .where(
        AccessLog.filing_id == Filing.id,
        AccessLog.actor_id == bindparam("actor"),
        AccessLog.what == bindparam("what"),
        AccessLog.day == bindparam("day", type_=Date),
    )
    .exists()
)
"""Whether a look at a filing that a statement reads is written down already; `LookOfToday` fills its blanks."""


@cache
def _unnoted(by: InstrumentedAttribute[Any]) -> Select[int, str]:
    return select(Filing.id, Filing.county).where(by.in_(bindparam("of", expanding=True)), ~IS_NOTED)


@cache
def _seen() -> Select[int, str, str, bool]:
    named = Filing.number.in_(bindparam("of", expanding=True))
    return select(Filing.id, Filing.county, Filing.number, IS_NOTED.label("is_noted")).where(named)


def looks_at(filing: Filing) -> Sequence[FilingLook]:
    """Who looked, newest first; all of them, so that nobody can push another's look out of sight by looking often."""
    rows = db.session.connection().execute(LOOKS, {"filing": filing.id})
    return [FilingLook.of(*row) for row in rows]
