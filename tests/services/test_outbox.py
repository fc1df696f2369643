"""Tasks: written with their act, held by one worker at a time, ended once. On both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.actor import SYSTEM, Context
from portal.domain.errors import NotAllowed
from portal.domain.tasks import Task
from portal.domain.vocabulary import EventKind, NoticeKind
from portal.models import FilingEvent, Notice, OutboxMessage, db
from portal.models.transaction import transaction
from portal.services import outbox
from portal.services.outbox import Claim, LeaseLost
from tests.approving import approve
from tests.people import NOW, acting, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.services.test_amendments import filed


def at(**later: float) -> Context:
    """The worker's own context, so much later."""
    return Context(SYSTEM, NOW + timedelta(**later))


def message() -> OutboxMessage:
    """The one task there is, read afresh."""
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage)).one()


@pytest.fixture
def task(services: Flask) -> None:
    """One task in the outbox."""
    with transaction():
        outbox.put(at(), Task.KEEP_NOTICE, "a" * 32)


def finish_with_an_effect(claimed: Claim) -> None:
    """What a worker does at the end: its effect and the task's end in one transaction."""
    with transaction():
        outbox.put(at(minutes=4), Task.KEEP_NOTICE, "b" * 32)
        outbox.finish(at(minutes=4), claimed)


def issued() -> set[str]:
    """The papers that went out."""
    return set(db.session.scalars(select(Notice.uid)))


def kept_by_a_task() -> set[str]:
    """The papers that some task is about."""
    return set(db.session.scalars(select(OutboxMessage.subject).where(OutboxMessage.kind == Task.KEEP_NOTICE)))


def test_each_paper_that_goes_out_leaves_one_task_in_its_acts_own_transaction(services: Flask) -> None:
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    assert len(notices := issued()) == 3
    assert kept_by_a_task() == notices


def test_a_paper_that_goes_out_beside_an_act_leaves_its_task_too(services: Flask) -> None:
    filed(promised=True)
    assert NoticeKind.COMMITMENT in db.session.scalars(select(Notice.kind)).all()
    assert kept_by_a_task() == issued()


def test_each_act_that_people_hear_of_leaves_one_task_due_when_what_follows_is_over(services: Flask) -> None:
    submitted()
    of_acts = select(FilingEvent.kind, OutboxMessage.due_at).join(
        OutboxMessage, OutboxMessage.subject == FilingEvent.uid
    )
    assert db.session.execute(of_acts).all() == [(EventKind.SUBMITTED, NOW + timedelta(minutes=3))]


def test_an_act_that_fails_leaves_no_task(services: Flask) -> None:
    _user, filing = submitted(with_proof=False)
    before = len(db.session.scalars(select(OutboxMessage)).all())
    with pytest.raises(NotAllowed):
        approve(acting(staff("clerk")), filing)
    assert len(db.session.scalars(select(OutboxMessage)).all()) == before


def test_a_claimed_task_is_nobody_elses_until_its_lease_ends(task: None) -> None:
    first = outbox.claim(at())
    assert first is not None
    assert outbox.claim(at(seconds=119)) is None
    second = outbox.claim(at(seconds=121))
    assert second is not None
    assert (second.uid, second.attempts) == (first.uid, 2)


def test_whoever_lost_the_lease_writes_nothing(task: None) -> None:
    slow = outbox.claim(at())
    quick = outbox.claim(at(minutes=3))
    assert slow is not None
    assert quick is not None
    with transaction():
        outbox.finish(at(minutes=3), quick)
    with pytest.raises(LeaseLost):
        finish_with_an_effect(slow)
    with pytest.raises(LeaseLost):
        outbox.postpone(at(minutes=4), slow, "Boom")
    assert message().done_at == NOW + timedelta(minutes=3)


def test_a_failed_task_is_tried_ever_more_rarely_and_then_given_up(task: None) -> None:
    now, pauses = timedelta(), []
    for _turn in range(outbox.MOST_TRIES):
        claimed = outbox.claim(at(seconds=now.total_seconds()))
        assert claimed is not None
        outbox.postpone(at(seconds=now.total_seconds()), claimed, "Boom")
        pause = message().due_at - (NOW + now)
        pauses.append(pause)
        now += pause
    assert pauses[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert max(pauses[:-1]) == timedelta(hours=1)
    ended = message()
    assert (ended.given_up_at is not None, ended.fault) == (True, "Boom")
    assert outbox.claim(at(days=10)) is None
    assert replace(outbox.counts(NOW), oldest=None) == outbox.OutboxCounts(waiting=0, oldest=None, given_up=1)


def test_what_was_given_up_is_done_again_once_somebody_mended_what_it_died_of(task: None) -> None:
    for day in range(outbox.MOST_TRIES):
        claimed = outbox.claim(at(days=day))
        assert claimed is not None
        outbox.postpone(at(days=day), claimed, "Boom")
    assert outbox.counts(NOW).given_up == 1
    assert (outbox.try_again(at(days=20)), outbox.try_again(at(days=20))) == (1, 0)
    assert outbox.counts(NOW).given_up == 0
    again = outbox.claim(at(days=20))
    assert again is not None
    assert (again.uid, again.attempts, message().fault) == (claimed.uid, 1, None)


def test_done_tasks_are_forgotten_after_a_month_and_waiting_ones_are_not(task: None) -> None:
    claimed = outbox.claim(at())
    assert claimed is not None
    with transaction():
        outbox.finish(at(), claimed)
        outbox.put(at(), Task.KEEP_NOTICE, "c" * 32)
    assert outbox.forget_old(at(days=29)) == 0
    assert outbox.forget_old(at(days=31)) == 1
    assert message().subject == "c" * 32


def test_what_was_given_up_waits_for_somebody_however_long(task: None) -> None:
    """It is something that was promised and not done: to forget it is to lose it, and nobody would know."""
    with transaction():
        db.session.execute(update(OutboxMessage).values(given_up_at=NOW, attempts=outbox.MOST_TRIES, fault="Boom"))
    assert outbox.forget_old(at(days=1000)) == 0
    assert outbox.counts(NOW).given_up == 1
    assert outbox.try_again(at(days=1000)) == 1


def test_a_clock_that_jumps_back_makes_nobody_do_it_twice(task: None) -> None:
    claimed = outbox.claim(at(hours=5))
    assert claimed is not None
    assert outbox.claim(at()) is None
    with transaction():
        outbox.finish(at(), claimed)
    assert outbox.claim(at(hours=6)) is None


def test_who_goes_on_with_a_long_task_holds_it_for_as_long_again(task: None) -> None:
    claimed = outbox.claim(at())
    assert claimed is not None
    with transaction():
        outbox.hold_on(at(seconds=100), claimed)
    assert outbox.claim(at(seconds=200)) is None
    assert outbox.claim(at(seconds=221)) is not None
    with pytest.raises(LeaseLost), transaction():
        outbox.hold_on(at(seconds=222), claimed)


def test_what_is_left_of_a_long_task_was_not_tried_before(task: None) -> None:
    outbox.claim(at())
    outbox.claim(at(minutes=3))
    claimed = outbox.claim(at(minutes=6))
    assert claimed is not None
    with transaction():
        outbox.hold_on(at(minutes=7), claimed)
    following = outbox.claim(at(minutes=10))
    assert following is not None
    assert (claimed.attempts, following.attempts) == (3, 2)


def test_who_got_on_in_the_last_try_and_then_failed_tries_what_is_left_again(task: None) -> None:
    for day in range(outbox.MOST_TRIES):
        claimed = outbox.claim(at(days=day))
        assert claimed is not None
        if day < outbox.MOST_TRIES - 1:
            outbox.postpone(at(days=day), claimed, "Boom")
    with transaction():
        outbox.hold_on(at(days=day), claimed)
    outbox.postpone(at(days=day), claimed, "Boom")
    assert (message().given_up_at, message().due_at) == (None, NOW + timedelta(days=day, seconds=10))


def test_to_wait_for_its_hour_is_no_try_and_nothing_that_nobody_does(task: None) -> None:
    for day in range(outbox.MOST_TRIES + 1):
        claimed = outbox.claim(at(days=day))
        assert claimed is not None
        outbox.put_off(claimed, NOW + timedelta(days=day + 1))
        assert outbox.counts(NOW + timedelta(days=day, hours=9)) == outbox.OutboxCounts(0, None, 0)
    assert claimed.attempts == 1


def test_what_is_left_of_a_long_task_lets_others_have_their_turn(task: None) -> None:
    with transaction():
        outbox.put(at(seconds=1), Task.KEEP_NOTICE, "b" * 32)
    claimed = outbox.claim(at(seconds=2))
    assert claimed is not None
    with transaction():
        outbox.go_on_later(at(seconds=3), claimed)
    other, again = outbox.claim(at(seconds=4)), outbox.claim(at(seconds=5))
    assert other is not None
    assert again is not None
    assert (other.subject, again.subject, again.attempts) == ("b" * 32, "a" * 32, 1)
