"""Hands a stranger's file to the checker process and waits for what it says.

What a file may cost is counted in seconds of the processor, by the kernel (`checker`): a busy machine makes everybody
wait and refuses nobody. The clock on the wall is only for a child that hangs.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Generic

from portal.adapters.checker_messages import READY, REPLIES, CheckerJob, Done, Refused
from portal.adapters.frames import BrokenFrame, receive_frame, send_frame

PATIENCE_SECONDS = 120.0  # by the clock, for work of five seconds: a child that takes longer does not work, it hangs
AT_ONCE = 3  # each may take hundreds of megabytes for a moment; the rest wait, no longer than those ahead of them work


class FileBrokeChecker(Exception):
    """The file used up the time or memory a paper may take, or crashed the decoder."""


class CheckerUnavailable(Exception):
    """No checker could be started, or it hangs; the file itself may be sound."""


@dataclass(frozen=True)
class CheckerResult(Generic[Done]):
    """What came of one job: what was said, the bytes that were made, the seconds of the processor it took."""

    answer: Done | Refused
    made: bytes
    processor: float


class Sandbox:
    """One checker process per portal process, started at first use and started again if it dies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, job: CheckerJob, body: bytes, answer: type[Done]) -> CheckerResult[Done]:
        """Run one job on a file; an answer of another kind than this job's was made by the file, not by the checker."""
        try:
            with self._slots, self._connect() as connection:
                until = time.monotonic() + PATIENCE_SECONDS
                send_frame(connection, job, body)
                reply, made = receive_frame(connection, REPLIES, until)
        except TimeoutError as hanging:
            raise CheckerUnavailable from hanging
        except (BrokenFrame, OSError) as fault:
            raise FileBrokeChecker from fault
        if not isinstance(reply.answer, answer | Refused):
            raise FileBrokeChecker
        return CheckerResult(reply.answer, made, reply.processor)

    def close(self) -> None:
        """End the checker; the next file starts another."""
        with self._lock:
            self._disown()
            self._stop()

    def _connect(self) -> socket.socket:
        """A connection to a child that has said it is ready, so that what fails afterwards is the file's doing."""
        for _ in range(2):  # a second try, because the checker may have been killed since the last file
            ours, theirs = socket.socketpair()
            ours.settimeout(PATIENCE_SECONDS)
            try:
                with theirs:
                    socket.send_fds(self._started(), [b"j"], [theirs.fileno()])
                receive_frame(ours, READY)
            except TimeoutError:
                ours.close()
                self.close()
                break
            except (BrokenFrame, OSError):
                ours.close()
                self.close()
            else:
                return ours
        raise CheckerUnavailable

    def _started(self) -> socket.socket:
        with self._lock:
            self._disown()
            if self._control is None or self._process is None or self._process.poll() is not None:
                self._stop()
                self._control = self._start()
            return self._control

    def _disown(self) -> None:
        """After a fork the parent's checker is not ours to use or to end."""
        if self._owner != os.getpid():
            self._control = self._process = None
            self._owner = os.getpid()

    def _start(self) -> socket.socket:
        control, inherited = socket.socketpair()
        with inherited:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no word of a user's
                [sys.executable, "-P", "-m", "portal.adapters.checker", str(inherited.fileno())],
                pass_fds=[inherited.fileno()],
                # Nothing of the portal's environment: keys and passwords live there.
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()  # it has nothing to put in order, and might be stopped
            self._process.wait()
            self._process = None


SANDBOX = Sandbox()
atexit.register(SANDBOX.close)
