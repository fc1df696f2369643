"""承诺核查: what is in force by a signed promise is looked into by a day, and what was found is a line of its history.

The guide may name the day and what follows; where it does not, the desk sets one, and nothing follows by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, Select, bindparam, select, tuple_, update

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.event_detail import EventDetail
from portal.domain.messages import UNSENT, MessageKind, MessageState
from portal.domain.pledges import PledgeState, check_day
from portal.domain.policy import Permission, require
from portal.domain.spelling import words_of
from portal.domain.vocabulary import EventKind
from portal.models import Filing, Message, db
from portal.models.base import written_out
from portal.models.filing import NO_CHANGES, FilingChanges
from portal.models.listed import LISTED, ListedFiling
from portal.models.transaction import transaction
from portal.services import history, pledges
from portal.services.cases import Case, open_case
from portal.services.unheard import change

PAGE = 50
FOUND = {PledgeState.KEPT: EventKind.PLEDGE_KEPT, PledgeState.BROKEN: EventKind.PLEDGE_BROKEN}


@dataclass(frozen=True, slots=True)
class WaitingPledge:
    """A filing that is in force by a promise nobody has looked into, and by when somebody should."""

    filing: ListedFiling
    check_on: date | None


def begun(case: Case, today: date) -> FilingChanges:
    """What approving a filing writes of the promises it rests on."""
    if not (kinds := pledged(case)):
        return NO_CHANGES
    return {"pledge": PledgeState.OPEN, "pledge_check_on": check_day(case.item, kinds, today)}


def pledged(case: Case) -> tuple[str, ...]:
    """Of which documents a signed promise stands in place."""
    return tuple(dict.fromkeys(each.kind for each in pledges.standing(case)))


def set_day(ctx: Context, number: str, on: date | None) -> Filing:
    """By when somebody looks; a later word counts."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        if on is None:
            raise Invalid("check_needs_a_day", "check_on")
        if on < ctx.today:
            raise Invalid("check_in_the_past", "check_on")
        _write(case, pledge_check_on=on)
        history.record(ctx, case.filing, EventKind.PLEDGE_DATED, EventDetail(check_on=on))
        return case.filing


def find(ctx: Context, number: str, found: PledgeState, words: str) -> Filing:
    """What somebody found who looked: kept, or not, and then in words why; it is found once."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        if found is PledgeState.BROKEN and not words_of(words):
            raise Invalid("breach_needs_words", "words")
        _write(case, pledge=found)
        history.record(ctx, case.filing, FOUND[found], EventDetail(reason=words_of(words)))
        return case.filing


def _write(case: Case, **values: date | PledgeState) -> None:
    """While it is open; of two who found something at once, the first did. No reminder goes of what was before."""
    is_open = Filing.id == case.filing.id, Filing.pledge == PledgeState.OPEN
    if db.session.execute(update(Filing).where(*is_open).values(**values)).rowcount != 1:  # type: ignore[attr-defined]
        raise NotAllowed("no_pledge_waits")
    change(case.filing, UNSENT, MessageState.OVERTAKEN, Message.kind == MessageKind.PLEDGE_DUE)


def undated(ctx: Context) -> Sequence[WaitingPledge]:
    """Those without a day, the oldest first: so many as a page has, for each that gets one makes room."""
    return _read(ctx, _undated(), {})


def dated(ctx: Context, after: DayPlace | None = None) -> Sequence[WaitingPledge]:
    """Those with a day, the most urgent first: a page, and one row more where there is a next."""
    return _read(ctx, _dated(after is not None), after._asdict() if after else {})


def _read(ctx: Context, rows: Select[Any], blanks: dict[str, date | int]) -> Sequence[WaitingPledge]:
    require(ctx.actor, Permission.CLERK_AREA)
    found = db.session.connection().execute(rows, {"county": ctx.actor.county, "most": PAGE + 1, **blanks})
    return [WaitingPledge(ListedFiling._make(row[:-1]), row[-1]) for row in found]


def _waiting() -> Select[Any]:
    is_waiting = Filing.county == bindparam("county"), Filing.pledge == written_out(PledgeState.OPEN)
    rows = select(*LISTED, Filing.pledge_check_on).where(*is_waiting)
    return rows.order_by(Filing.pledge_check_on, Filing.id).limit(bindparam("most"))


@cache
def _undated() -> Select[Any]:
    return _waiting().where(Filing.pledge_check_on.is_(None))


@cache
def _dated(is_later: bool) -> Select[Any]:
    rows = _waiting().where(Filing.pledge_check_on.is_not(None))
    if not is_later:
        return rows
    place = tuple_(bindparam("day", type_=Date), bindparam("id", type_=Integer))
    return rows.where(tuple_(Filing.pledge_check_on, Filing.id) > place)
