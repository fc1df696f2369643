"""Several processes that do one server's work: begun by a parent that answers nobody, and replaced when they die.

The parent has read everything once when it forks, so that each begins in a moment and shares that memory.
"""

import ctypes
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], None]
"""What one of them does until SIGTERM or SIGINT ends it."""

ORDERS = frozenset({signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
LONGEST_END = 35.0
"""Seconds a process has to finish what it took; more than its own longest goodbye (`listening`)."""
SOONEST_AGAIN = 1.0
"""Seconds between two beginnings of one that dies at once."""
_PR_SET_PDEATHSIG = 1
log = logging.getLogger("portal.serve")


@dataclass(frozen=True, slots=True)
class _Process:
    place: int
    begun: float


class ServerProcesses:
    """One process for each work, in its place; SIGHUP puts new ones in all places, one after the other.

    `beside` is what all of them use: replaced when it dies, never renewed, and not told to end, for they may need it to
    finish; it ends by itself when the last of them did.
    """

    def __init__(self, works: Sequence[Work], close: Callable[[], None], beside: Sequence[Work] = ()) -> None:
        """`close` lets go of what they listen at, in the parent: who comes after the end is refused, and not kept."""
        self._works, self._close, self._beside = [*beside, *works], close, len(beside)
        self._running: dict[int, _Process] = {}
        self._leaving: set[int] = set()
        self._to_renew: list[int] = []
        self._mask: set[signal.Signals] = set()

    def begin(self) -> None:
        """Begin all, and hold signals back until `attend`. The caller has no thread and no database open."""
        gc.freeze()  # what the parent made stays: no process looks through it, and so none gets a copy of its own
        signal.signal(signal.SIGCHLD, lambda *_: None)  # else the kernel may forget it while it is held back
        self._mask = {signal.Signals(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ORDERS)}
        for place in range(len(self._works)):
            self._begin(place)

    def attend(self) -> None:
        """Replace whoever dies, until SIGTERM or SIGINT; then each finishes what it has."""
        while (order := signal.sigwait(ORDERS)) not in (signal.SIGTERM, signal.SIGINT):
            if order == signal.SIGHUP:
                self._to_renew = [pid for pid in self._to_end() if pid not in self._leaving]
            else:
                self._see_who_ended()
            if not self._leaving:
                self._renew_one()
        self._end_all()

    def _begin(self, place: int) -> None:
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            self._be(place, parent)
        self._running[pid] = _Process(place, time.monotonic())

    def _be(self, place: int, parent: int) -> None:
        """The life of the child: nothing of the parent's is tidied up by it."""
        status = 1
        try:
            end_with(parent)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # an order to the parent, also where a whole group is told it
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)
            self._works[place]()
            status = 0
        except KeyboardInterrupt:
            status = 0
        except Exception:
            log.exception("a server process failed")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _see_who_ended(self) -> None:
        while self._running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            ended = self._running.pop(pid, None)
            if ended is None:  # an orphan of somebody's: the first process of a container is given each
                continue
            if pid in self._leaving:
                self._leaving.remove(pid)
                continue
            fields = {"process": pid, "status": os.waitstatus_to_exitcode(status)}
            log.error("a server process ended and is replaced", extra={"fields": fields})
            time.sleep(max(0.0, ended.begun + SOONEST_AGAIN - time.monotonic()))
            self._begin(ended.place)

    def _renew_one(self) -> None:
        """A new one first, so that there is always somebody to answer; then the old one may go."""
        while self._to_renew:
            old = self._to_renew.pop()
            if old in self._running:
                self._begin(self._running[old].place)
                self._leaving.add(old)
                os.kill(old, signal.SIGTERM)
                return

    def _to_end(self) -> list[int]:
        return [pid for pid, process in self._running.items() if process.place >= self._beside]

    def _end_all(self) -> None:
        for pid in self._to_end():
            os.kill(pid, signal.SIGTERM)
        self._close()
        latest = time.monotonic() + LONGEST_END
        while self._running:
            pid, _status = os.waitpid(-1, os.WNOHANG)
            self._running.pop(pid, None)
            if pid == 0 and signal.sigtimedwait({signal.SIGCHLD}, max(0.0, latest - time.monotonic())) is None:
                for hanging in self._running:
                    os.kill(hanging, signal.SIGKILL)
                    os.waitpid(hanging, 0)
                return


def end_with(parent: int) -> None:
    """SIGTERM when the parent is killed, or was before this one came to its turn: nobody would replace or stop it any
    more (Linux; elsewhere it stays)."""
    setting = getattr(ctypes.CDLL(None), "prctl", None)
    if setting is not None:
        setting(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
