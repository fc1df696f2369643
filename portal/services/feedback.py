"""What its person says of how a filing was handled: one rating, and complaints, each with its answer and a clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload

from portal.domain import lifecycle
from portal.domain.actor import BEIJING, Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission, require
from portal.domain.spelling import words_of
from portal.domain.vocabulary import EventKind
from portal.models import Filing, FilingEvent, db
from portal.models.transaction import transaction
from portal.services import history, scoping
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook

MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint, and what was answered."""

    made: FilingEvent
    answer: FilingEvent | None
    due_on: date | None

    @property
    def made_on(self) -> date:
        """The Beijing day."""
        return self.made.at.astimezone(BEIJING).date()


@dataclass(frozen=True, slots=True)
class WaitingComplaint:
    """One that nobody has answered yet, on the list of its county."""

    number: str
    item_id: str
    at: datetime
    due_on: date | None


def rating_of(case: Case) -> FilingEvent | None:
    """The one there is."""
    return next((event for event in case.events if event.kind is EventKind.RATED), None)


def may_rate(case: Case) -> bool:
    """Once, when it has been decided."""
    return case.filing.status in lifecycle.DECIDED and rating_of(case) is None


def complaints_of(case: Case) -> list[Complaint]:
    """The newest first; each has the answer that came next after it, as all have that waited for it."""
    found = list[Complaint]()
    answer: FilingEvent | None = None
    for event in reversed(case.events):
        if event.kind is EventKind.COMPLAINT_ANSWERED:
            answer = event
        elif event.kind is EventKind.COMPLAINED:
            found.append(Complaint(event, answer, _due_on(case.filing, event.at)))
    return found


def open_sent(ctx: Context, number: str) -> Case:
    """The case, for its person; of one that was never sent in there is nothing to say, and nobody who would answer:
    raises `NotFound`."""
    return _of_sent(open_case(ctx, number, Permission.FILING_FEEDBACK))


def _of_sent(case: Case) -> Case:
    if case.filing.submitted_at is None:
        raise NotFound
    return case


def rate(ctx: Context, number: str, stars: int, remark: str) -> None:
    """评价: raises `NotAllowed` before the decision, and for a second one."""
    with transaction():
        case = open_sent(ctx, number)
        if case.filing.status not in lifecycle.DECIDED:
            raise NotAllowed("not_decided_yet")
        if rating_of(case) is not None:
            raise NotAllowed("rated_already")
        try:
            with db.session.begin_nested():
                rating = EventDetail(stars=stars, reason=words_of(remark))
                history.record(ctx, case.filing, EventKind.RATED, rating)
        except IntegrityError as twice:
            raise NotAllowed("rated_already") from twice


def complain(ctx: Context, number: str, words: str) -> None:
    """投诉或提意见: one at a time; raises `NotAllowed` while the last one waits for its answer."""
    with transaction():
        case = _of_sent(Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_FEEDBACK)))
        if _waiting(case) is not None:
            raise NotAllowed("complaint_waits")
        history.record(ctx, case.filing, EventKind.COMPLAINED, EventDetail(reason=words_of(words)))


def answer(ctx: Context, number: str, words: str) -> None:
    """Answer what waits; raises `NotAllowed` where nothing does."""
    with transaction():
        case = Case(ctx, scoping.take(ctx.actor, number, Permission.COMPLAINT))
        if _waiting(case) is None:
            raise NotAllowed("no_complaint_waits")
        history.record(ctx, case.filing, EventKind.COMPLAINT_ANSWERED, EventDetail(reason=words_of(words)))


def _waiting(case: Case) -> Complaint | None:
    return next((each for each in complaints_of(case) if each.answer is None), None)


def waiting(ctx: Context) -> Sequence[WaitingComplaint]:
    """The county's complaints without an answer, the oldest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    later = aliased(FilingEvent)
    is_answered = (
        select(later.id)
        .where(
            later.filing_id == FilingEvent.filing_id,
            later.kind == EventKind.COMPLAINT_ANSWERED,
            later.id > FilingEvent.id,
        )
        .exists()
    )
    rows = (
        select(FilingEvent)
        .join(FilingEvent.filing)
        .where(FilingEvent.kind == EventKind.COMPLAINED, Filing.county == ctx.actor.county, ~is_answered)
        .where(Filing.submitted_at.is_not(None))
        .options(joinedload(FilingEvent.filing))
        .order_by(FilingEvent.id)
    )
    return [
        WaitingComplaint(each.filing.number, each.filing.item_id, each.at, _due_on(each.filing, each.at))
        for each in db.session.scalars(rows)
    ]


def _due_on(filing: Filing, at: datetime) -> date | None:
    """By when it is answered, where the county's file says within how many working days."""
    county = rulebook.catalogue.county(filing.county)
    days = county.agency.complaint_days.value if county else None
    if county is None or days is None:
        return None
    own = rulebook.calendar.overlaid(county.place.holidays)
    return own.add_working_days(at.astimezone(BEIJING).date(), days).on
