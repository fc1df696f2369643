"""What is said of how a filing was handled: one rating, and complaints, each with its answer and a clock.

A complaint and its answer are read by the account that made it, and by supervisors. Who else follows the same filing,
the person or their agent, learns nothing of it: it may be about them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload

from portal.domain import lifecycle
from portal.domain.actor import BEIJING, Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.mending import Informant
from portal.domain.policy import Permission, require
from portal.domain.spelling import words_of
from portal.domain.vocabulary import EventKind
from portal.models import Filing, FilingEvent, db
from portal.models.base import written_out
from portal.models.transaction import transaction
from portal.services import history, outbox, scoping
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook

MOST_STARS = 5
COMPLAINTS = frozenset({EventKind.COMPLAINED, EventKind.COMPLAINT_ANSWERED})
"""Their supervisor's to read, and not of whom they may be about."""


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
    """The newest first, whoever made them."""
    found = [Complaint(made, its, _due_on(case.filing, made.at)) for made, its in _answered(case.events)]
    return found[::-1]


def _answered(events: Iterable[FilingEvent]) -> list[tuple[FilingEvent, FilingEvent | None]]:
    """Each complaint of a history with its answer: they are answered in the order they were made."""
    made, answers = list[FilingEvent](), list[FilingEvent | None]()
    for event in events:
        if event.kind is EventKind.COMPLAINED:
            made.append(event)
        elif event.kind is EventKind.COMPLAINT_ANSWERED:
            answers.append(event)
    return list(zip_longest(made, answers[: len(made)]))


def own_complaints_of(ctx: Context, case: Case) -> list[Complaint]:
    """Of these, what this account made."""
    return [each for each in complaints_of(case) if each.made.actor_id == ctx.actor.user_id]


def of_others(ctx: Context, events: Sequence[FilingEvent]) -> set[int]:
    """Of a history, the complaints that another account made, and their answers: not this one's to read."""
    others = [pair for pair in _answered(events) if pair[0].actor_id != ctx.actor.user_id]
    return {each.id for pair in others for each in pair if each is not None}


def open_sent(ctx: Context, number: str) -> Case:
    """The case, for its person; of one that was never sent in there is nothing to say, and nobody who would answer:
    raises `NotFound`."""
    return _of_sent(open_case(ctx, number, Permission.FILING_FEEDBACK))


def _of_sent(case: Case) -> Case:
    if case.filing.submitted_at is None:
        raise NotFound
    return case


def next_to_answer(case: Case) -> Complaint | None:
    """The oldest that waits; none where nothing does."""
    return next((each for each in reversed(complaints_of(case)) if each.answer is None), None)


def answered_by(answer: FilingEvent) -> FilingEvent | None:
    """The complaint which that line of a history answers."""
    of_it = select(FilingEvent).where(FilingEvent.filing_id == answer.filing_id, FilingEvent.kind.in_(COMPLAINTS))
    pairs = _answered(db.session.scalars(of_it.order_by(FilingEvent.id)))
    return next((made for made, its in pairs if its is not None and its.id == answer.id), None)


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
    """投诉或提意见: one at a time of an account; raises `NotAllowed` while its last one waits for its answer."""
    with transaction():
        case = _of_sent(Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_FEEDBACK)))
        _complain(ctx, case, own_complaints_of(ctx, case), EventDetail(reason=words_of(words)))


def take_down(ctx: Context, number: str, words: str, said_by: Informant) -> None:
    """The same, said by telephone or at the window and written down by a clerk, with who said it."""
    with transaction():
        case = _of_sent(Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_REVIEW)))
        taken_down = [each for each in complaints_of(case) if each.made.detail.said_by is not None]
        _complain(ctx, case, taken_down, EventDetail(reason=words_of(words), said_by=said_by))


def _complain(ctx: Context, case: Case, earlier: Sequence[Complaint], detail: EventDetail) -> None:
    if any(each.answer is None for each in earlier):
        raise NotAllowed("complaint_waits")
    history.record(ctx, case.filing, EventKind.COMPLAINED, detail)


def answer(ctx: Context, number: str, complaint: str, words: str) -> None:
    """Answer the one of that uid, which is the oldest that waits: raises `NotAllowed` where nothing does, and where
    another does by now: what was written for one account is not said to another."""
    with transaction():
        case = Case(ctx, scoping.take(ctx.actor, number, Permission.COMPLAINT))
        waiting = next_to_answer(case)
        if waiting is None:
            raise NotAllowed("no_complaint_waits")
        if waiting.made.uid != complaint:
            raise NotAllowed("another_complaint_waits")
        event = history.record(ctx, case.filing, EventKind.COMPLAINT_ANSWERED, EventDetail(reason=words_of(words)))
        outbox.follow(ctx, event, ())


def waiting(ctx: Context) -> Sequence[WaitingComplaint]:
    """The county's complaints without an answer, the oldest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    beside = aliased(FilingEvent)
    of_it = select(func.count(beside.id)).where(beside.filing_id == FilingEvent.filing_id)
    made = of_it.where(beside.kind == written_out(EventKind.COMPLAINED), beside.id <= FilingEvent.id).scalar_subquery()
    answered = of_it.where(beside.kind == written_out(EventKind.COMPLAINT_ANSWERED)).scalar_subquery()
    rows = (
        select(FilingEvent)
        .join(FilingEvent.filing)
        .where(
            FilingEvent.county == ctx.actor.county,
            FilingEvent.kind == written_out(EventKind.COMPLAINED),
            made > answered,
            Filing.submitted_at.is_not(None),
        )
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
