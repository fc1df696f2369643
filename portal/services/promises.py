"""What people promised to send by a day: noted with the call, chased in time, forgotten once it came."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, Select, bindparam, select, tuple_

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.errors import Invalid
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission, require
from portal.domain.vocabulary import EventKind
from portal.models import Filing, db
from portal.models.listed import LISTED, ListedFiling
from portal.models.transaction import transaction
from portal.services import filings, history, scoping
from portal.services.cases import Case

PAGE = 50


def note(ctx: Context, number: str, on: date | None) -> Filing:
    """Somebody promised by telephone or at the counter to send what is owed by that day; a later word counts.

    Raises `Stale` where a colleague decided meanwhile.
    """
    with transaction():
        case = Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_REVIEW))
        if case.filing.queue_due_on is None:
            raise filings.overtaken(case.filing)
        note_in(ctx, case, on)
        return case.filing


def note_in(ctx: Context, case: Case, on: date | None, at_hand: Collection[str] = ()) -> None:
    """As `note`, inside the caller's transaction and after the caller's own check of who may; `at_hand` are the kinds
    that they have, where they said so.
    """
    if on is None:
        raise Invalid("promise_needs_a_day", "promised_on")
    if on < ctx.today:
        raise Invalid("promised_in_the_past", "promised_on")
    if not case.owed:
        raise Invalid("nothing_is_owed", "promised_on")
    case.filing.promised_on = on
    kinds = tuple(kind for kind in case.owed if kind in at_hand) or case.owed
    detail = EventDetail(kinds=kinds, promised_on=on)
    case.happened(history.record(ctx, case.filing, EventKind.DOCUMENTS_PROMISED, detail))


def to_chase(ctx: Context, after: DayPlace | None = None) -> Sequence[ListedFiling]:
    """What was promised and has not come, the earliest day first: a page, and one row more where there is a next."""
    require(ctx.actor, Permission.CLERK_AREA)
    blanks = {"county": ctx.actor.county, "most": PAGE + 1, **(after._asdict() if after else {})}
    rows = db.session.connection().execute(_page(after is not None), blanks)
    return [ListedFiling._make(row) for row in rows]


@cache
def _page(is_later: bool) -> Select[Any]:
    of_county = Filing.county == bindparam("county"), Filing.promised_on.is_not(None)
    place = tuple_(bindparam("day", type_=Date), bindparam("id", type_=Integer))
    follows = (tuple_(Filing.promised_on, Filing.id) > place,) if is_later else ()
    rows = select(*LISTED).where(*of_county, *follows)
    return rows.order_by(Filing.promised_on, Filing.id).limit(bindparam("most"))
