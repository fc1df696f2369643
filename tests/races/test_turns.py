"""PostgreSQL: two acts on one filing at the same instant take turns; SQLite lets one write at a time anyway."""

from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.domain.errors import DomainError
from portal.domain.vocabulary import Channel, Role
from portal.models import Document, Filing, User, db, erasures
from portal.models.transaction import transaction
from portal.services import (
    amendments,
    call_backs,
    closing,
    documents,
    feedback,
    filings,
    history,
    intake,
    own_messages,
    own_phone,
    portal_events,
    promises,
    staff_accounts,
)
from portal.services.documents import StoredFile
from tests.access.seeds import emergency
from tests.certificates import sent_in
from tests.complaints import waiting_on
from tests.conftest import services_on
from tests.people import NOW, acting, citizen, just_confirmed, long_stay, person, staff

pytestmark = pytest.mark.postgresql
WHO = person(1)
Act = Callable[[], object]


@pytest.fixture
def app(postgresql: str) -> Iterator[Flask]:
    """The services over PostgreSQL."""
    with services_on(postgresql) as app:
        yield app


class InThread:
    """An act in a thread of its own, with a connection of its own."""

    def __init__(self, app: Flask, act: Act) -> None:
        self._app, self._act, self._outcome = app, act, ""
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with self._app.app_context():
            try:
                self._act()
                self._outcome = "done"
            except DomainError as error:
                self._outcome = error.code
            except Exception as crash:  # what a visitor would see as a fault of ours
                self._outcome = repr(crash)
            finally:
                db.session.remove()

    def is_at_work(self) -> bool:
        """Whether it has not ended."""
        return self._thread.is_alive()

    def outcome(self) -> str:
        """Wait for it: done, or the code of what it was refused for."""
        self._thread.join()
        return self._outcome


def somebody_waits() -> bool:
    """Whether a connection waits for the lock of another."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_type LIKE 'client%'"
    )
    with db.engine.connect() as connection:
        return bool(connection.scalar(waiting))


def at_once(
    app: Flask,
    first: Act,
    second: Act,
    monkeypatch: pytest.MonkeyPatch,
    line: tuple[object, str] = (history, "line"),
) -> list[str]:
    """What comes of both: the first stands before its `line` of the history until the second is as far, or waits."""
    arrived, may_go_on, real = [Event(), Event()], Event(), getattr(*line)
    waiting = iter(arrived)

    def stopping(*given: object, **named: object) -> object:
        if (here := next(waiting, None)) is not None:
            here.set()
            may_go_on.wait()
        return real(*given, **named)

    monkeypatch.setattr(*line, stopping)
    one = InThread(app, first)
    while one.is_at_work() and not arrived[0].wait(0.02):
        pass
    assert arrived[0].is_set(), one.outcome()
    other = InThread(app, second)
    while other.is_at_work() and not arrived[1].wait(0.02) and not somebody_waits():
        pass
    may_go_on.set()
    return [one.outcome(), other.outcome()]


def test_of_two_complaints_at_once_the_second_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    filer = acting(citizen(WHO))
    number = sent_in(filer, WHO).number
    db.session.remove()

    def complain() -> None:
        feedback.complain(filer, number, "等得太久")

    assert at_once(app, complain, complain, monkeypatch) == ["done", "complaint_waits"]


def test_of_two_answers_at_once_the_second_finds_nothing_to_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    filer, chief = acting(citizen(WHO)), acting(staff("boss", role=Role.SUPERVISOR))
    number = sent_in(filer, WHO).number
    feedback.complain(filer, number, "等得太久")
    shown = waiting_on(chief, number)
    db.session.remove()

    def answer() -> None:
        feedback.answer(chief, number, shown, "已经催办")

    assert at_once(app, answer, answer, monkeypatch) == ["done", "no_complaint_waits"]


def test_a_promise_while_a_colleague_withdraws_it_is_overtaken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, colleague = acting(staff("clerk"), Channel.PHONE), acting(staff("other"), Channel.PHONE)
    filing: Filing = intake.enter(clerk, "wenshang.emergency", emergency(person(7)), "key").filing
    number, version = filing.number, filing.version
    db.session.remove()

    def withdraw() -> None:
        amendments.withdraw(colleague, number, version)

    def promise() -> None:
        promises.note(clerk, number, NOW.date())

    assert at_once(app, withdraw, promise, monkeypatch) == ["done", "done_meanwhile"]


def test_what_two_acts_write_of_one_account_is_kept_of_both(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The telephone that was replaced hears of it, whatever else is changed in that browser or another then."""
    owner = acting(citizen(WHO))
    db.session.remove()

    def choose() -> None:
        own_messages.choose(owner, "en", "wang@example.cn")

    def change() -> None:
        own_phone.change(owner, "13927183645")

    assert at_once(app, choose, change, monkeypatch, (portal_events, "record")) == ["done"] * 2
    kept = db.session.get_one(User, owner.actor.user_id).identity
    assert (kept.language, kept.mailbox, kept.phone) == ("en", "wang@example.cn", "13927183645")
    assert [each.phone for each in kept.replaced_phones] == [WHO.phone]


def test_the_number_and_the_telephone_that_staff_give_at_once_are_both_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = staff("clerk")
    ctx = just_confirmed(clerk)
    with transaction():
        clerk.person_index = None  # as of before numbers were asked
    db.session.remove()

    def number() -> None:
        staff_accounts.tell_own_number(ctx, WHO.id_number)

    def telephone() -> None:
        call_backs.tell_own_phone(ctx, "13927183645")

    assert at_once(app, telephone, number, monkeypatch, (portal_events, "record")) == ["done"] * 2
    kept = db.session.get_one(User, ctx.actor.user_id).identity
    assert (kept.id_number, kept.phone) == (WHO.id_number, "13927183645")


def test_a_paper_sent_while_the_account_closes_finds_its_draft_gone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    filer = acting(citizen(WHO))
    number = filings.open_draft(filer, "wenshang.long-term", long_stay(WHO)).number
    db.session.remove()
    erased = erasures.apply
    arrived, may_go_on = Event(), Event()

    def stopping(*given: object) -> object:
        arrived.set()
        may_go_on.wait()
        return erased(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(erasures, "apply", stopping)
    closed = InThread(app, lambda: closing.close_account(filer, lambda _erasures: None))
    assert arrived.wait(300)
    page = StoredFile("f" * 32, "image/jpeg", 1000, 1, "e" * 64)
    sent = InThread(app, lambda: documents.attach(filer, number, "residence_proof", page, None))
    while sent.is_at_work() and not somebody_waits():
        pass
    may_go_on.set()
    assert [closed.outcome(), sent.outcome()] == ["done", "not_found"]
    assert not db.session.scalars(select(Document.id)).all()
