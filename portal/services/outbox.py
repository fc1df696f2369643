"""The outbox: an task is put in with its act, claimed under a lease, and ends once: done, or given up."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select, update

from portal.domain.actor import Context
from portal.domain.errors import DomainError
from portal.domain.messages import ANNOUNCED, MERGED_WITHIN
from portal.domain.tasks import Task
from portal.models import FilingEvent, Notice, OutboxMessage, db
from portal.models.transaction import transaction

LEASE = timedelta(minutes=2)
"""How long a worker may take; one that was killed is followed by another after that."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
MOST_TRIES = 12
MOST_CLAIMS = 2 * MOST_TRIES
"""Of a task of which nothing was heard again each time: whoever had it was killed, and most likely by it."""
MOST_TOGETHER = 20
"""Tasks that end with one commit: nobody else writes meanwhile, some milliseconds each."""
KEPT_FOR = timedelta(days=30)
_ONE_MORE = insert(OutboxMessage.__table__)


class LeaseLost(DomainError):
    """Somebody else has taken the task over meanwhile, or ended it; what was about to be written is dropped."""


class CutOff(Exception):
    """It was claimed more often than anything is that can be done."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One task in one worker's hands."""

    uid: str
    kind: Task
    subject: str
    lease: str
    attempts: int


def put(ctx: Context, kind: Task, subject: str, due_at: datetime | None = None) -> None:
    """Write an task inside the transaction of the act it follows; nobody does it before it is due."""
    db.session.add(OutboxMessage(kind=kind, subject=subject, made_at=ctx.now, due_at=due_at or ctx.now, attempts=0))


def put_again(ctx: Context, kind: Task, subject: str) -> None:
    """As `put`, whether or not it was done before; whoever is at it loses it."""
    anew = {"made_at": ctx.now, "due_at": ctx.now, "attempts": 0}
    open_again = {"lease": None, "fault": None, "done_at": None, "given_up_at": None}
    result = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.kind == kind, OutboxMessage.subject == subject)
        .values(**anew, **open_again)
        .execution_options(synchronize_session=False)
    )
    if not result.rowcount:  # type: ignore[attr-defined]
        put(ctx, kind, subject)


def follow(ctx: Context, event: FilingEvent, issued: Iterable[Notice]) -> None:
    """As `put`, in one statement, all that must follow an act: its notices are kept, and where people hear of what
    happened it is announced, when what follows at once is over."""
    tasks = [(Task.KEEP_NOTICE, notice.uid, ctx.now) for notice in issued]
    if event.kind in ANNOUNCED:
        tasks.append((Task.ANNOUNCE, event.uid, ctx.now + MERGED_WITHIN))
    if tasks:
        db.session.execute(_ONE_MORE, [_values(ctx, *task) for task in tasks])


def _values(ctx: Context, kind: Task, subject: str, due_at: datetime) -> dict[str, str | int | datetime]:
    uid = secrets.token_hex(16)
    return {"uid": uid, "kind": kind, "subject": subject, "made_at": ctx.now, "due_at": due_at, "attempts": 0}


def finish_all(ctx: Context, kind: Task, subjects: Select[str]) -> None:
    """End, with one that is at hand, others that it has done too; whoever holds one of them loses it."""
    waiting = OutboxMessage.done_at.is_(None), OutboxMessage.given_up_at.is_(None)
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.kind == kind, OutboxMessage.subject.in_(subjects), *waiting)
        .values(done_at=ctx.now, lease=None, fault=None)
        .execution_options(synchronize_session=False)
    )


def put_off(claimed: Claim, until: datetime) -> None:
    """It is not the hour for it: nobody takes it before then, and to have looked was no try."""
    with transaction():
        _end(claimed, due_at=until, lease=None, attempts=claimed.attempts - 1)


def claim(ctx: Context) -> Claim | None:
    """Take the task that has waited longest; None when nothing is due."""
    return next(iter(claim_alike(ctx, frozenset())), None)


def claim_alike(ctx: Context, by_the_many: Collection[Task]) -> Sequence[Claim]:
    """As `claim`; of a kind that is done by the many, what else of it is due, `MOST_TOGETHER` at most."""
    lease, in_turn = secrets.token_hex(16), (OutboxMessage.due_at, OutboxMessage.id)
    with transaction():
        first = db.session.scalar(_due(ctx).order_by(*in_turn).limit(1))
        if first is None:
            return ()
        rows: Sequence[OutboxMessage] = (first,)
        if first.kind in by_the_many:
            alike = _due(ctx).where(OutboxMessage.kind == first.kind)
            rows = db.session.scalars(alike.order_by(*in_turn).limit(MOST_TOGETHER)).all()
        for row in rows:
            row.lease, row.due_at, row.attempts = lease, ctx.now + LEASE, row.attempts + 1
        return [Claim(row.uid, row.kind, row.subject, lease, row.attempts) for row in rows]


def is_held(claimed: Claim) -> bool:
    """Whether it is this worker's still: what was done before it may have done it too (`finish_all`)."""
    return db.session.scalar(select(OutboxMessage.id).where(*_of(claimed))) is not None


def _due(ctx: Context) -> Select[OutboxMessage]:
    """Locked one by one: on PostgreSQL several workers take different tasks, on SQLite they take turns."""
    waiting = OutboxMessage.done_at.is_(None), OutboxMessage.given_up_at.is_(None)
    return select(OutboxMessage).where(*waiting, OutboxMessage.due_at <= ctx.now).with_for_update(skip_locked=True)


def finish(ctx: Context, claimed: Claim) -> None:
    """Mark it done inside the transaction that writes its effect; raises `LeaseLost`, and then nothing is written."""
    _end(claimed, done_at=ctx.now, lease=None, fault=None)


def hold_on(ctx: Context, claimed: Claim) -> None:
    """Take as long again for what is left, of which this is the first try, inside the transaction that writes a part of
    the effect; raises `LeaseLost`, and then nothing of that part is written."""
    _end(claimed, due_at=ctx.now + LEASE, attempts=1)


def go_on_later(ctx: Context, claimed: Claim) -> None:
    """Let go of what is not done yet, for whoever claims next: what waits meanwhile has its turn first."""
    _end(claimed, due_at=ctx.now, lease=None, attempts=0, fault=None)


def postpone(ctx: Context, claimed: Claim, fault: str) -> None:
    """Try again later, ever more rarely; after `MOST_TRIES` in which nothing got on it is given up, and the check-up
    says so."""
    with transaction():
        tries = db.session.scalar(select(OutboxMessage.attempts).where(OutboxMessage.uid == claimed.uid))
        if tries is not None and tries >= MOST_TRIES:
            _end(claimed, given_up_at=ctx.now, lease=None, fault=fault[:64])
        else:
            pause = min(FIRST_PAUSE * 2 ** ((tries or 1) - 1), LONGEST_PAUSE)
            _end(claimed, due_at=ctx.now + pause, lease=None, fault=fault[:64])


def _end(claimed: Claim, **values: object) -> None:
    result = db.session.execute(
        update(OutboxMessage).where(*_of(claimed)).values(**values).execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:  # type: ignore[attr-defined]
        raise LeaseLost("lease_lost")


def _of(claimed: Claim) -> tuple[ColumnElement[bool], ...]:
    return OutboxMessage.uid == claimed.uid, OutboxMessage.lease == claimed.lease


def try_again(ctx: Context) -> int:
    """Whatever was given up is due anew, from its first try, for somebody has mended what it died of; how many they
    are. Of which its page says that it was given up, that stays, and its task ends."""
    anew = {"due_at": ctx.now, "attempts": 0, "fault": None, "given_up_at": None}
    with transaction():
        given_up = update(OutboxMessage).where(OutboxMessage.given_up_at.is_not(None))
        return db.session.connection().execute(given_up.values(**anew)).rowcount


def forget_old(ctx: Context) -> int:
    """Drop tasks that were done a month ago; what was given up stays until somebody has it tried again."""
    with transaction():
        result = db.session.execute(delete(OutboxMessage).where(OutboxMessage.done_at < ctx.now - KEPT_FOR))
        return int(result.rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How the outbox stands."""

    waiting: int
    oldest: datetime | None
    given_up: int


def counts(now: datetime) -> OutboxCounts:
    """How many tasks wait, since when the oldest does, and how many were given up; one that is to be done later, as a
    message at night, waits for nobody."""
    waiting = OutboxMessage.done_at.is_(None), OutboxMessage.given_up_at.is_(None)
    begun = or_(OutboxMessage.attempts > 0, OutboxMessage.due_at <= now)
    of_them = select(func.count(), func.min(OutboxMessage.made_at)).where(*waiting, begun)
    count, oldest = db.session.execute(of_them).one()
    given_up = db.session.scalar(select(func.count()).where(OutboxMessage.given_up_at.is_not(None)))
    return OutboxCounts(count, oldest, given_up or 0)
