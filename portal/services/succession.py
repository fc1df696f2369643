"""A change takes the place of what it changes once it is approved, and gives it back where it counted on no day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sqlalchemy import Select, or_, select

from portal.domain import lifecycle
from portal.domain.actor import Actor, Context
from portal.domain.errors import NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.validity import Term, last_day_before
from portal.domain.vocabulary import Action, FilingStatus
from portal.models import Document, Filing, FilingEvent, db
from portal.models.filing import RENEWAL_KEY, FilingChanges
from portal.services import altering, claims, filings, scoping
from portal.services.cases import Case


def replaced(change: Filing) -> Filing | None:
    """The filing whose place it takes or took, as it is now: one of the same person, or none."""
    if change.amends_id is None:
        return None
    return _of_the_same(change, db.session.get(Filing, change.amends_id, populate_existing=True))


def _of_the_same(change: Filing, before: Filing | None) -> Filing | None:
    return before if before is not None and before.person_index == change.person_index else None


def ending_of(filing: Filing, events: Sequence[FilingEvent]) -> FilingEvent | None:
    """The act of its history that brought it where it stands."""
    return next((event for event in reversed(events) if event.to_status is filing.status), None)


def make_room(ctx: Context, change: Filing) -> None:
    """What it changes stays in force until it is approved and begins; its last day is then known.

    So does what that one changed in its turn, and is in force still because that one has not begun.
    """
    for before in _standing(change):
        _end_before(ctx, before, Term(before.begins_on, before.ends_on), change, ctx.today)


def give_back(ctx: Context, change: Filing) -> None:
    """A change that counts on no day never was: what it took the place of is in force again, for the days it had.

    What that one changed in its turn ends again as its approval had it.
    """
    before = to_give_back(change)
    if before is None:
        return
    _perform(ctx, before, Action.REINSTATE, altering.own_end(ctx, before), change)
    for earlier in _standing(before):
        _end_before(
            ctx, earlier, Term(earlier.begins_on, altering.own_end(ctx, earlier)), before, altering.decided_day(before)
        )


def to_give_back(change: Filing) -> Filing | None:
    """What is in force again once the change counts on no day; none where that ended otherwise."""
    before = replaced(change)
    return before if before is not None and before.status is FilingStatus.SUPERSEDED else None


def line(change: Filing) -> Iterator[Filing]:
    """What it takes the place of, what that one took the place of, and so on, up to one that ended otherwise; to be
    shown, as they were read."""
    return _line(change, lambda of: _of_the_same(of, of.amends))


def _line(change: Filing, replaced_by: Callable[[Filing], Filing | None]) -> Iterator[Filing]:
    before = replaced_by(change)
    while before is not None:
        yield before
        before = replaced_by(before) if _is_of_a_line(before) else None


def _standing(change: Filing) -> Iterator[Filing]:
    return (before for before in _line(change, replaced) if _is_of_a_line(before))


def _is_of_a_line(filing: Filing) -> bool:
    return filing.status in (FilingStatus.APPROVED, FilingStatus.SUPERSEDED)


def _end_before(ctx: Context, before: Filing, term: Term, change: Filing, decided_on: date) -> None:
    last = last_day_before(term, change.begins_on, decided_on)
    if before.status is FilingStatus.APPROVED or before.ends_on != last:
        _perform(ctx, before, Action.SUPERSEDE, last, change)


def _perform(ctx: Context, before: Filing, action: Action, ends_on: date | None, change: Filing) -> None:
    changes: FilingChanges = {"ends_on": ends_on}
    filings.perform(ctx, Case(ctx, before), action, before.version, changes, EventDetail(by=change.number))


def successor_of(actor: Actor, case: Case) -> str:
    """The number of the filing that took its place, if it is theirs to see; else empty."""
    if case.filing.status is not FilingStatus.SUPERSEDED:
        return ""
    number = next((event.detail.by for event in reversed(case.events) if event.detail.by), "")
    try:
        return scoping.filing_by_number(actor, number).number
    except NotFound:
        return ""


def begun_from(filing: Filing) -> Sequence[Filing]:
    """The changes and renewals of it that came to no end yet."""
    return db.session.scalars(_begun_from(filing).where(Filing.status.in_(lifecycle.OPEN))).all()


def _begun_from(filing: Filing) -> Select[Filing]:
    changes = Filing.amends_id == filing.id
    renewals = Filing.submission_key.startswith(f"{RENEWAL_KEY}:{filing.uid}:", autoescape=True)
    of_the_person = Filing.person_index == filing.person_index
    return select(Filing).where(or_(changes, renewals), of_the_person).order_by(Filing.id)


def stands(filing: Filing, day: date) -> bool:
    """Whether it waits, or counts on that day; or a change or a renewal of it does."""
    if filing.status in lifecycle.OPEN or lifecycle.counts_on(filing.status, filing.ends_on, day):
        return True
    is_past = filing.status in lifecycle.ONCE_IN_FORCE
    return is_past and any(stands(later, day) for later in db.session.scalars(_begun_from(filing)).all())


def doubt_what_came_along(revoked: Filing) -> None:
    """What was found of its documents was found for a filing that is as if it had never been."""
    for begun in begun_from(revoked):
        for document in claims.live_documents(begun):
            if came_along(document, begun):
                document.doubt()


def came_along(document: Document, filing: Filing) -> bool:
    """Whether it was handed in for the earlier filing that this one was begun from."""
    return filing.is_begun_from_another and document.added_at <= filing.created_at
