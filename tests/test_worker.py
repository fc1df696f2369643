"""The worker: what follows an act is done, once, whatever happens to the worker on its way. On both engines."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select, update

from portal import drawing
from portal.adapters import pdf, sample_documents
from portal.adapters.certificate_files import FOLDER
from portal.adapters.file_store import FileStore
from portal.adapters.page_reader import CannotRead, PageReader
from portal.adapters.uploads import UploadLimits
from portal.domain.actor import SYSTEM, Context
from portal.domain.checkup import Matter
from portal.domain.messages import DailyCap, MessageState, OutgoingMessage
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.domain.quiet_hours import NO_QUIET_HOURS
from portal.domain.tasks import Task
from portal.domain.vocabulary import Role
from portal.fax_reading import MOST_READINGS
from portal.fax_taking import FaxTaker
from portal.models import FaxPage, Message, Notice, OutboxMessage, db
from portal.models.transaction import transaction
from portal.services import checkups, notices, outbox, throttling
from portal.services.message_caps import TO_ONE
from portal.services.messages import Messenger
from portal.services.throttling import Guess
from portal.worker import Worker
from tests.approving import approve
from tests.conftest import KEYRING
from tests.doctors import a_doctor
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page, submitted
from tests.web.living import StoppedClock


class Killed(BaseException):
    """The process dies here: no `except` of the worker's may see it."""


class Breaking:
    """What carries messages, and dies of each."""

    def send(self, _message: OutgoingMessage) -> None:
        raise ZeroDivisionError


def test_a_message_that_is_given_up_does_not_go_on_waiting(worker: Worker, clock: StoppedClock) -> None:
    submitted()
    broken = replace(worker, messenger=Messenger(Breaking(), worker.base_url, quiet=NO_QUIET_HOURS))
    for _try in range(outbox.MOST_TRIES + 1):
        clock.pass_by(timedelta(days=1))  # each try counts in the day's cap
        broken.work_off()
        with transaction():  # it waited for its ration before
            db.session.execute(update(Message).where(Message.state == MessageState.WAITING).values(fault=TO_ONE))
    found = db.session.scalars(select(Message)).all()
    assert [(message.state, message.fault) for message in found] == [(MessageState.GIVEN_UP, None)]
    assert outbox.try_again(worker.context()) == 1
    assert worker.work_off() == 1
    assert outbox.counts(clock()).given_up == 0
    assert [message.state for message in db.session.scalars(select(Message))] == [MessageState.GIVEN_UP]


class Killing:
    """What carries messages, and kills whoever hands it one."""

    def send(self, _message: OutgoingMessage) -> None:
        raise Killed


def test_what_kills_its_worker_each_time_is_given_up_in_the_end(worker: Worker, clock: StoppedClock) -> None:
    submitted()
    clock.pass_by(timedelta(minutes=5))
    messenger = Messenger(Killing(), worker.base_url, quiet=NO_QUIET_HOURS, cap=DailyCap(to_one=99, in_all=9900))
    killed = replace(worker, messenger=messenger)
    for _claim in range(outbox.MOST_CLAIMS):
        with pytest.raises(Killed):
            killed.work_off()
        db.session.rollback()
        clock.pass_by(outbox.LEASE)
    assert killed.work_off() == 1
    assert [message.state for message in db.session.scalars(select(Message))] == [MessageState.GIVEN_UP]
    of_it = select(OutboxMessage.fault).where(OutboxMessage.given_up_at.is_not(None))
    assert db.session.scalars(of_it).all() == ["CutOff"]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def worker(services: Flask, tmp_path: Path, clock: StoppedClock) -> Worker:
    files = FileStore(tmp_path / "papers", KEYRING)
    return Worker(
        services,
        files,
        "https://portal.example",
        clock,
        a_doctor(tmp_path, files),
        Messenger(None, "https://portal.example"),
    )


def approved() -> None:
    """One filing with its receipt, its decision and its form."""
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    db.session.remove()


def kept(worker: Worker) -> list[bytes]:
    """The kept papers of every notice."""
    with worker.app.app_context():
        keys = db.session.scalars(select(Notice.kept_key).order_by(Notice.id)).all()
        return [worker.files.get(key) for key in keys if key]


def test_every_issued_paper_is_kept_as_pdf(worker: Worker) -> None:
    approved()
    assert worker.work_off() == 3
    files = kept(worker)
    assert len(files) == 3
    for notice in files:
        assert len(pikepdf.open(io.BytesIO(notice)).pages) >= 1
    assert worker.work_off() == 0


def test_a_paper_whose_name_our_font_lacks_is_marked_for_staff(worker: Worker) -> None:
    who = person(5, "ཚེ་རིང")
    user = citizen(who)
    from portal.services import documents, filings

    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    documents.attach(acting(user), draft.number, "residence_proof", page(), None)
    filings.submit(acting(user), draft.number)
    db.session.remove()
    worker.work_off()
    with worker.app.app_context():
        assert db.session.scalars(select(Notice.lacks_glyphs)).all() == [True]


def die(*_args: object, **_options: object) -> None:
    raise Killed


def after(step: Callable[..., object]) -> Callable[..., object]:
    """Do the step, and die before its answer is of use to anybody."""

    def stepped(*args: object, **options: object) -> None:
        step(*args, **options)
        raise Killed

    return stepped


DEATHS = {
    "before it claims": (outbox, "claim_alike", die),
    "once it claimed": (outbox, "claim_alike", after(outbox.claim_alike)),
    "before it reads": (notices, "to_draw", die),
    "before it draws": (drawing, "with_qr", die),
    "once it has drawn": (pdf, "render", after(pdf.render)),
    "once the file is kept": (FileStore, "put", after(FileStore.put)),
    "inside the last transaction": (notices, "keep", after(notices.keep)),
    "before the task ends": (outbox, "finish", die),
}


@pytest.mark.parametrize("moment", DEATHS)
def test_killed_at_any_step_it_is_done_once_in_the_end(
    worker: Worker, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    submitted()
    db.session.remove()
    place, name, death = DEATHS[moment]
    with monkeypatch.context() as patched:
        patched.setattr(place, name, death)
        with pytest.raises(Killed):
            worker.work_once()
    clock.now += timedelta(minutes=3)
    assert worker.work_off() == 2  # and what happened is announced
    assert len(kept(worker)) == 1
    with worker.app.app_context():
        done = db.session.scalars(select(OutboxMessage.done_at)).all()
        assert (len(done), None in done) == (2, False)
        named = set(db.session.scalars(select(Notice.kept_key)))
    clock.now += timedelta(days=400)
    worker.chores()
    assert {file.key for file in worker.files.kept()} == named


def test_an_task_that_fails_lets_the_others_through(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    approved()
    real, broken = pdf.render, []

    def sometimes(notice):  # type: ignore[no-untyped-def]
        if not broken:
            broken.append(notice.number)
            raise ValueError("a value that must not be told")
        return real(notice)

    monkeypatch.setattr(pdf, "render", sometimes)
    assert worker.work_off() == 3
    assert len(kept(worker)) == 2
    with worker.app.app_context():
        not_done = OutboxMessage.done_at.is_(None), OutboxMessage.kind == Task.KEEP_NOTICE
        failed = db.session.scalars(select(OutboxMessage).where(*not_done)).one()
        assert (failed.fault, failed.attempts) == ("ValueError", 1)


def test_chores_sweep_only_what_nobody_names_and_only_a_day_later(worker: Worker, clock: StoppedClock) -> None:
    approved()
    worker.work_off()
    orphan = worker.files.put(b"nobody's")
    worker.chores()
    assert worker.files.get(orphan) == b"nobody's"
    clock.now += timedelta(days=400)  # the files are as old as this test, the clock is not
    worker.chores()
    assert orphan not in {file.key for file in worker.files.kept()}
    assert len(kept(worker)) == 3


def test_chores_delete_what_is_over_only_where_the_operator_wants_it(
    worker: Worker, clock: StoppedClock, tmp_path: Path
) -> None:
    with worker.app.app_context():
        throttling.count(Context(SYSTEM, clock()), Guess("login", "x"))
    clock.pass_by(timedelta(days=1))
    worker.chores()
    assert not (tmp_path / FOLDER).exists()
    replace(worker, certified_in=tmp_path).chores()
    [certificate] = (tmp_path / FOLDER).iterdir()
    assert certificate.stat().st_mode & 0o777 == 0o600
    assert {"kind": "throttle", "days": 0, "ground": "own", "county": "", "count": 1, "held": 0} in json.loads(
        certificate.read_text()
    )["deleted"]


def test_chores_leave_a_check_up_for_the_supervisors(worker: Worker) -> None:
    worker.chores()
    with worker.app.app_context():
        chief = acting(staff("chief", role=Role.SUPERVISOR))
        found = checkups.newest(chief)
    assert found is not None
    assert {line.matter for line in found.lines} == set(Matter)


@pytest.fixture(autouse=True)
def _forget(services: Flask) -> Iterator[None]:
    yield
    db.session.remove()


def test_the_worker_acts_as_nobody(worker: Worker) -> None:
    ctx: Context = worker.context()
    assert (ctx.actor.user_id, ctx.actor.role) == (None, None)


READ = PageReading(1.4, (PrintedLine("姓名：马建国", PrintedPlace(0.1, 0.2, 0.3, 0.02)),))


class Reads:
    """What stands in for the extra."""

    def read(self, picture: bytes) -> PageReading:
        """Whatever it is shown."""
        assert picture.startswith(b"\x89PNG")
        return READ


class Breaks:
    """A reader that runs out of what it may use."""

    def read(self, picture: bytes) -> PageReading:
        """Nothing."""
        raise CannotRead


@pytest.mark.parametrize(("reader", "expected"), [(Reads(), READ), (Breaks(), None), (None, None)])
def test_a_page_of_a_fax_is_read_where_something_is_installed_that_can(
    worker: Worker, clock: StoppedClock, reader: PageReader | None, expected: PageReading | None
) -> None:
    body = sample_documents.fax("急诊诊断证明", [("姓名：马建国",)])
    with worker.app.app_context():
        taker = FaxTaker(worker.files, UploadLimits(), clock)
        assert taker.take("wenshang", "fax.tif", io.BufferedReader(io.BytesIO(body)))  # type: ignore[arg-type]
    for _each in range(MOST_READINGS if isinstance(reader, Breaks) else 1):
        assert replace(worker, reader=reader).work_off() == 1
        clock.now += timedelta(hours=1)
    with worker.app.app_context():
        assert db.session.scalars(select(FaxPage)).one().reading == expected
        assert db.session.scalars(select(OutboxMessage)).one().done_at is not None
