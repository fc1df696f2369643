"""Hands a stranger's file to the checker process and waits for what it says.

What a file may cost is counted in seconds of the processor, by the kernel (`checker`): a busy machine makes everybody
wait and refuses nobody. The clock on the wall is only for a child that hangs.
"""

import atexit
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, NoReturn

import msgspec

from portal.adapters.checker_connection import Connection
from portal.adapters.checker_messages import (
    ADMISSIONS,
    READY,
    REPLIES,
    CheckerJob,
    CleaningJob,
    Coming,
    Done,
    Full,
    Refused,
    Stay,
    TableJob,
)
from portal.adapters.frames import BrokenFrame, HungUp, receive_frame, send_frame

PATIENCE_SECONDS = 120.0  # by the clock, for work of seconds: a child that takes longer does not work, it hangs
TABLE_PATIENCE_SECONDS = 60.0
"""Half the time a worker has for a step: it reads a spreadsheet, keeps its rows, and still holds its task."""
LONGEST_TURN = {Stay.SHORT: 120.0, Stay.LONG: 600.0}
"""Seconds until one's turn, which comes when those ahead are done; longer only where the pool itself hangs."""
log = logging.getLogger("portal.sandbox")


class FileBrokeChecker(Exception):
    """The file used up the time or memory a paper may take, or crashed the decoder."""


class CheckerUnavailable(Exception):
    """No checker could be started, or it hangs, or somebody killed it; the file itself may be sound."""


class CheckerFull(Exception):
    """Too many files are being checked, or too many of this person's."""


@dataclass(frozen=True)
class CheckerResult(Generic[Done]):
    """What came of one job: what was said, the bytes that were made, the seconds of the processor it took."""

    answer: Done | Refused
    made: bytes
    processor: float


class Sandbox:
    """The way to a checker: one's own, begun at first use and again if it dies; or one that many processes share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._inherited: socket.socket | None = None
        self._owner = 0

    @contextmanager
    def place(self, whose: str) -> Iterator[None]:
        """Room for all files of one request; raises `CheckerFull` at once where there is none."""
        with self._admitted(Coming(Stay.PLACE, whose)):
            yield

    def run(self, job: CheckerJob, body: bytes, answer: type[Done], whose: str = "") -> CheckerResult[Done]:
        """Run one job on a file, in turn; an answer of another kind than this job's was made by the file, not by the
        checker."""
        coming = Coming(Stay.LONG if isinstance(job, CleaningJob) else Stay.SHORT, whose)
        with self._connect(coming) as connection:
            until = time.monotonic() + (TABLE_PATIENCE_SECONDS if isinstance(job, TableJob) else PATIENCE_SECONDS)
            try:
                send_frame(connection.child, job, body)
                reply, made = receive_frame(connection.child, REPLIES, until)
            except TimeoutError as hanging:
                raise CheckerUnavailable from hanging
            except (HungUp, OSError) as gone:
                raise (CheckerUnavailable if connection.was_killed() else FileBrokeChecker) from gone
            except BrokenFrame as fault:
                raise FileBrokeChecker from fault
        if not isinstance(reply.answer, answer | Refused):
            raise FileBrokeChecker
        return CheckerResult(reply.answer, made, reply.processor)

    def share(self) -> Callable[[], NoReturn]:
        """From here on this process and those it forks use one checker, which is who calls what is given back.

        When it dies, whoever calls that next finds in the socket what came meanwhile; it ends with the last of those
        who use it, and not by a signal, for they may be finishing what they took.
        """
        self._control, self._inherited = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(PATIENCE_SECONDS)
        return self._become_checker

    def close(self) -> None:
        """End the checker, or let go of the one that is shared; the next file starts another."""
        with self._lock:
            self._disown()
            self._stop()

    def _connect(self, coming: Coming) -> Connection:
        """A connection to a child that has said it is ready, so that what fails afterwards is the file's doing."""
        for _ in range(2):  # a second try, because the checker may have been killed since the last file
            ours = self._admitted(coming)
            ours.child.settimeout(LONGEST_TURN[coming.stay])
            try:
                receive_frame(ours.child, READY)
            except TimeoutError:
                ours.close()
                log.error("the checker took something in and does not begin with it")
                break
            except (BrokenFrame, OSError):
                ours.close()
            else:
                ours.child.settimeout(PATIENCE_SECONDS)
                return ours
        raise CheckerUnavailable

    def _admitted(self, coming: Coming) -> Connection:
        """A connection the checker has taken in; one that hangs is ended where it is our own."""
        for _ in range(2):
            ours = Connection(PATIENCE_SECONDS)
            try:
                with ours.of_child as child, ours.of_fate as fate:
                    both = [child.fileno(), fate.fileno()]
                    socket.send_fds(self._started(), [msgspec.json.encode(coming)], both)
                admission, _made = receive_frame(ours.child, ADMISSIONS)
            except TimeoutError:
                ours.close()
                log.error("the checker does not answer")
                self._end_own()
                break
            except (BrokenFrame, OSError):
                ours.close()
                self._end_own()
                continue
            if isinstance(admission, Full):
                ours.close()
                raise CheckerFull
            return ours
        raise CheckerUnavailable

    def _end_own(self) -> None:
        if self._inherited is None:
            self.close()

    def _started(self) -> socket.socket:
        with self._lock:
            self._disown()
            if self._inherited is None and (self._process is None or self._process.poll() is not None):
                self._stop()
                self._start()
            if self._control is None:
                raise CheckerUnavailable
            return self._control

    def _disown(self) -> None:
        """After a fork the parent's checker is not ours to end, nor to use unless it is shared."""
        if self._owner != os.getpid():
            if self._inherited is None:
                self._control = None
            self._process = None
            self._owner = os.getpid()

    def _start(self) -> None:
        self._control, inherited = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with inherited:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no word of a user's
                _command(inherited),
                pass_fds=[inherited.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def _become_checker(self) -> NoReturn:
        assert self._control is not None
        assert self._inherited is not None
        os.setsid()
        self._control.close()  # or it would itself be one who uses it
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if not self._inherited.recv(1, socket.MSG_PEEK):  # until the first file comes it costs nothing
            os._exit(0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nothing, standard)
        self._inherited.set_inheritable(True)
        os.execve(sys.executable, _command(self._inherited), _environment())  # noqa: S606 - as in `_start`

    def _stop(self) -> None:
        for end in (self._control, self._inherited):
            if end is not None:
                end.close()
        self._control = self._inherited = None
        if self._process is not None:
            self._process.kill()  # it has nothing to put in order, and might be stopped
            self._process.wait()
            self._process = None


def _command(inherited: socket.socket) -> list[str]:
    return [sys.executable, "-P", "-m", "portal.adapters.checker", str(inherited.fileno())]


def _environment() -> dict[str, str]:
    """Nothing of the portal's own: keys and passwords live there."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"}


SANDBOX = Sandbox()
atexit.register(SANDBOX.close)
