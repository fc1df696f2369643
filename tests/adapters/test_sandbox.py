"""How the portal and its checker get on: what a slow, a hung, a killed or a lying child does to the file behind it."""

import io
import os
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.adapters import checker, sandbox, uploads
from portal.adapters.checker_connection import Connection
from portal.adapters.checker_messages import (
    Admitted,
    Cleaned,
    CleaningJob,
    Coming,
    Pictured,
    PictureJob,
    Ready,
    Refused,
    Stay,
)
from portal.adapters.frames import send_frame
from portal.adapters.sandbox import SANDBOX, CheckerUnavailable, FileBrokeChecker, Sandbox
from portal.adapters.uploads import UploadRefused, check
from tests.adapters import hostile
from tests.processes import until

SECOND_PAGE = PictureJob("image/jpeg", page=2, width=10)
"""Of a picture, which has one."""
NO_SUCH_PAGE = Refused("no_such_page")


class StoppingSandbox(Sandbox):
    """Its next child is stopped as soon as it is ready, as on a machine that has no time for it; or ended."""

    def __init__(self, then: Callable[[], None] = lambda: None, by: signal.Signals = signal.SIGSTOP) -> None:
        super().__init__()
        self.stopped: int | None = None
        self._then, self._by = then, by

    def _connect(self, coming: Coming) -> Connection:
        connection = super()._connect(coming)
        if self.stopped is None:
            assert self._process is not None
            server = self._process.pid
            (child,) = Path(f"/proc/{server}/task/{server}/children").read_text().split()
            os.kill(int(child), self._by)
            self._then()
            self.stopped = int(child)
        return connection


def test_work_decides_and_not_the_clock() -> None:
    """A machine with forty busy processes a core still finishes a permitted file; a hung child ends all the same."""
    assert sandbox.PATIENCE_SECONDS >= 20 * checker.CPU_SECONDS
    assert checker.WALL_SECONDS > sandbox.PATIENCE_SECONDS


def test_child_that_is_kept_waiting_answers_truly() -> None:
    stopping, answers = StoppingSandbox(), []

    def ask() -> None:
        answers.append(stopping.run(CleaningJob(50, 1.0), hostile.picture("JPEG"), Cleaned).answer)

    waiting = threading.Thread(target=ask)
    waiting.start()
    while stopping.stopped is None:
        waiting.join(0.01)
    waiting.join(1.5)  # longer than it may work
    assert waiting.is_alive()
    os.kill(stopping.stopped, signal.SIGCONT)
    waiting.join()
    assert answers == [Cleaned("image/jpeg", 1, 160, 120)]
    stopping.close()


def test_child_that_hangs_is_given_up_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = StoppingSandbox(lambda: monkeypatch.setattr(sandbox, "PATIENCE_SECONDS", 0.1))
    monkeypatch.setattr(uploads, "SANDBOX", stopping)
    with pytest.raises(UploadRefused, match="checker_unavailable"):
        check(io.BytesIO(hostile.picture("JPEG")), "a.jpg")
    monkeypatch.undo()
    assert stopping.stopped is not None
    os.kill(stopping.stopped, signal.SIGKILL)
    assert stopping.run(SECOND_PAGE, b"", Pictured).answer == NO_SUCH_PAGE
    stopping.close()


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (signal.SIGKILL, "checker_unavailable"),
        *((limit, "too_complex") for limit in (signal.SIGXCPU, signal.SIGALRM, signal.SIGSEGV, signal.SIGABRT)),
    ],
)
def test_a_child_that_somebody_killed_says_nothing_of_its_file_and_a_limit_does(
    monkeypatch: pytest.MonkeyPatch, by: signal.Signals, code: str
) -> None:
    """As the kernel does where memory is short; what a file does to its decoder ends by other signals."""
    ending = StoppingSandbox(by=by)
    monkeypatch.setattr(uploads, "SANDBOX", ending)
    with pytest.raises(UploadRefused, match=code):
        check(io.BytesIO(hostile.picture("JPEG")), "a.jpg")
    assert check(io.BytesIO(hostile.picture("JPEG")), "a.jpg").pages == 1
    ending.close()


def test_checker_that_hangs_itself_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Sandbox()
    first = own._started()
    assert own._process is not None
    own._process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(sandbox, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(CheckerUnavailable):
        own.run(SECOND_PAGE, b"", Pictured)
    monkeypatch.undo()
    assert own.run(SECOND_PAGE, b"", Pictured).answer == NO_SUCH_PAGE
    assert own._started() is not first
    own.close()


@pytest.mark.parametrize("patience", ["PATIENCE_SECONDS", "LONGEST_TURN"])
def test_a_shared_checker_that_hangs_is_waited_for_so_long_and_blames_no_file(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, patience: str
) -> None:
    """Whether it hangs before it takes the file in, or before that begins; its owner is who ends it."""
    turn = dict.fromkeys(Stay, 0.1)
    monkeypatch.setattr(sandbox, patience, turn if patience == "LONGEST_TURN" else 0.1)
    shared = Sandbox()
    shared.share()
    assert shared._inherited is not None
    hanging = threading.Thread(target=admit_and_hang, args=(shared._inherited, patience == "LONGEST_TURN"))
    hanging.start()
    monkeypatch.setattr(uploads, "SANDBOX", shared)
    with pytest.raises(UploadRefused, match="checker_unavailable"):
        check(io.BytesIO(hostile.picture("JPEG")), "a.jpg")
    with pytest.raises(UploadRefused, match="checker_unavailable"):
        check(io.BytesIO(hostile.picture("JPEG")), "a.jpg")
    shared.close()
    hanging.join()
    assert {record.name for record in caplog.records} == {"portal.sandbox"}


def admit_and_hang(control: socket.socket, admits: bool) -> None:
    """What a checker does that takes in two files at most and nothing more, until it is closed."""
    held = []
    for _file in range(2):
        _message, descriptors, _flags, _address = socket.recv_fds(control, 4096, 2)
        held += [socket.socket(fileno=each) for each in descriptors]
        if admits:
            send_frame(held[-2], Admitted())
    until(lambda: control.fileno() < 0, "the portal let go of it")
    for connection in held:
        connection.close()


def test_a_picture_waits_for_its_turn_no_longer_than_a_person_would() -> None:
    assert sandbox.LONGEST_TURN[Stay.SHORT] <= sandbox.PATIENCE_SECONDS < sandbox.LONGEST_TURN[Stay.LONG]


def test_job_nobody_knows_breaks_only_its_child() -> None:
    with pytest.raises(FileBrokeChecker):
        SANDBOX.run(Ready(), b"", Pictured)  # type: ignore[arg-type]
    result = SANDBOX.run(SECOND_PAGE, b"", Pictured)
    assert (result.answer, result.made) == (NO_SUCH_PAGE, b"")


def test_answer_to_another_job_is_not_believed() -> None:
    """A file that took its child over can say anything; what it says has to fit what was asked."""
    with pytest.raises(FileBrokeChecker):
        SANDBOX.run(CleaningJob(50, 5.0), hostile.picture("JPEG"), Pictured)


def test_checker_ends_when_the_portal_does() -> None:
    own = Sandbox()
    own.run(SECOND_PAGE, b"", Pictured)
    process, control = own._process, own._control
    assert process is not None
    assert control is not None
    control.close()
    assert process.wait(timeout=30) == 0


def test_forked_portal_starts_a_checker_of_its_own() -> None:
    SANDBOX.run(SECOND_PAGE, b"", Pictured)
    assert SANDBOX._process is not None
    child = os.fork()
    if child == 0:
        try:
            SANDBOX.close()  # must not end the parent's
            answer = SANDBOX.run(SECOND_PAGE, b"", Pictured).answer
            SANDBOX.close()
            os._exit(0 if answer == NO_SUCH_PAGE else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert SANDBOX._process.poll() is None


def test_checker_that_was_killed_is_started_again_and_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "do-not-tell")
    SANDBOX.run(SECOND_PAGE, b"", Pictured)
    assert SANDBOX._process is not None
    SANDBOX._process.kill()
    SANDBOX._process.wait()
    assert check(io.BytesIO(hostile.picture("JPEG")), "a.jpg").pages == 1
    environment = Path(f"/proc/{SANDBOX._process.pid}/environ").read_bytes()
    assert b"PYTHONPATH" in environment
    assert b"do-not-tell" not in environment


def test_checker_that_cannot_start_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Sandbox()
    monkeypatch.setattr(uploads, "SANDBOX", broken)
    monkeypatch.setattr("portal.adapters.sandbox.sys.executable", "/bin/false")
    with pytest.raises(UploadRefused) as refusal:
        check(io.BytesIO(hostile.picture("JPEG")), "a.jpg")
    assert refusal.value.code == "checker_unavailable"
    broken.close()
