"""What is alike and writes rows alone ends with one commit; each is done once, whatever one of them dies of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from portal.domain.tasks import Task
from portal.models import FilingEvent, Message, OutboxMessage, db
from portal.services import outbox
from portal.services.outbox import Claim
from portal.worker import TASKS, Worker
from tests.approving import approve
from tests.people import acting, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.test_worker import Killed, clock, worker  # noqa: F401 - fixtures
from tests.web.living import StoppedClock

SENT_IN = 5


@pytest.fixture
def announcements(worker: Worker, clock: StoppedClock) -> Worker:  # noqa: F811
    """Filings were sent in, their papers are kept, and their people are about to hear of it."""
    for serial in range(1, SENT_IN + 1):
        submitted(serial, with_proof=False)
    db.session.remove()
    assert worker.work_off() == SENT_IN
    clock.pass_by(timedelta(minutes=5))
    return worker


@contextmanager
def commits() -> Iterator[list[object]]:
    """Each that is made meanwhile."""
    made: list[object] = []

    def note(connection: object) -> None:
        made.append(connection)

    event.listen(db.engine, "commit", note)
    try:
        yield made
    finally:
        event.remove(db.engine, "commit", note)


def waiting() -> int:
    """How many tasks are left."""
    db.session.remove()
    return len(db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.done_at.is_(None))).all())


def heard() -> list[int]:
    """The filings that a message is about."""
    db.session.remove()
    return sorted(db.session.scalars(select(Message.filing_id)))


def test_those_alike_are_claimed_with_one_commit_and_end_with_one(announcements: Worker) -> None:
    with commits() as made:
        assert announcements.work_once() == SENT_IN
    assert (len(made), waiting(), len(set(heard()))) == (2, 0, SENT_IN)


def test_no_more_together_than_let_others_write_soon(announcements: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MOST_TOGETHER", 3)
    assert [announcements.work_once(), announcements.work_once(), announcements.work_once()] == [3, SENT_IN - 3, 0]


def test_where_one_fails_the_others_are_done_one_by_one(announcements: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = db.session.scalars(select(FilingEvent.uid).order_by(FilingEvent.id)).first()
    does = TASKS[Task.ANNOUNCE]

    def fails(worker: Worker, claimed: Claim) -> None:  # noqa: F811
        if claimed.subject == bad:
            raise ZeroDivisionError
        does(worker, claimed)

    monkeypatch.setitem(TASKS, Task.ANNOUNCE, fails)  # type: ignore[arg-type]
    assert announcements.work_off() == SENT_IN
    assert (waiting(), len(heard())) == (1, SENT_IN - 1)
    monkeypatch.undo()
    announcements.clock.pass_by(timedelta(hours=1))  # type: ignore[attr-defined]
    announcements.work_off()
    assert (waiting(), len(set(heard()))) == (0, SENT_IN)


def test_killed_among_them_none_is_done_and_each_once_in_the_end(
    announcements: Worker,
    clock: StoppedClock,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    does, left = TASKS[Task.ANNOUNCE], [2]

    def dies(worker: Worker, claimed: Claim) -> None:  # noqa: F811
        if not left[0]:
            raise Killed
        left[0] -= 1
        does(worker, claimed)

    monkeypatch.setitem(TASKS, Task.ANNOUNCE, dies)  # type: ignore[arg-type]
    with pytest.raises(Killed):
        announcements.work_once()
    db.session.rollback()
    assert (waiting(), heard()) == (SENT_IN, [])
    monkeypatch.undo()
    assert announcements.work_off() == 0
    clock.pass_by(outbox.LEASE)
    assert announcements.work_off() == SENT_IN
    assert (waiting(), len(heard()), len(set(heard()))) == (0, SENT_IN, SENT_IN)


def test_what_was_cut_off_together_is_done_one_by_one(
    announcements: Worker,
    clock: StoppedClock,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that kills its worker each time would take all the others along for ever."""
    bad = db.session.scalars(select(FilingEvent.uid).order_by(FilingEvent.id)).all()[-1]
    does = TASKS[Task.ANNOUNCE]

    def dies(worker: Worker, claimed: Claim) -> None:  # noqa: F811
        if claimed.subject == bad:
            raise Killed
        does(worker, claimed)

    monkeypatch.setitem(TASKS, Task.ANNOUNCE, dies)  # type: ignore[arg-type]
    left = []
    for _time in range(2):
        with pytest.raises(Killed):
            announcements.work_once()
        db.session.rollback()
        left.append(waiting())
        clock.pass_by(outbox.LEASE)
    assert (left, len(heard())) == ([SENT_IN, 1], SENT_IN - 1)


def test_of_several_about_one_filing_the_first_does_all(worker: Worker, clock: StoppedClock) -> None:  # noqa: F811
    _user, filing = submitted()
    submitted(2, with_proof=False)
    approve(acting(staff("clerk")), filing)
    db.session.remove()
    papers = worker.work_off()
    clock.pass_by(timedelta(minutes=5))
    with commits() as made:
        assert worker.work_once() == 4
    assert (papers, len(made), waiting(), len(heard())) == (4, 2, 0, 2)
