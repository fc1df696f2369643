"""Several processes that do one server's work: begun by a parent that answers nobody, and replaced when they die.

The parent has read everything once when it forks, so that each begins in a moment and shares that memory.
"""

import ctypes
import gc
import logging
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NoReturn

Work = Callable[[], None]
"""What one of them does until SIGTERM, SIGINT or `MAKE_WAY` ends it."""

MAKE_WAY = signal.SIGUSR1
"""To one whose successor answers already: it goes when it has finished, and is in no hurry."""
ORDERS = frozenset({signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
LONGEST_END = 35.0
"""Seconds a process has to finish what it took; more than its own longest goodbye (`listening`)."""
SOONEST_AGAIN = 1.0
"""Seconds between two beginnings of one that dies at once, or that could not be begun."""
LONGEST_WAIT = 3600.0
"""Seconds after which a parent that is given no order looks around all the same."""
_PR_SET_PDEATHSIG = 1
log = logging.getLogger("portal.serve")


@dataclass(frozen=True, slots=True)
class _Process:
    place: int
    seat: int
    begun: float


class ServerProcesses:
    """One process for each work, in its place; SIGHUP puts new ones in all places, one after the other.

    `beside` is what all of them use: replaced when it dies, never renewed, and not told to end, for they may need it to
    finish; it ends by itself when the last of them did.
    """

    def __init__(
        self,
        works: Sequence[Work],
        close: Callable[[], None],
        beside: Sequence[Work] = (),
        take_seat: Callable[[int], None] = lambda _seat: None,
    ) -> None:
        """`close` lets go of what they listen at, in the parent: who comes after the end is refused, and not kept.

        `take_seat` is what each does first, with the lowest number that no other has while it lives: whoever follows
        takes over what was kept under it, and there are never more than processes live at once.
        """
        self._works, self._close, self._beside = [*beside, *works], close, len(beside)
        self._take_seat = take_seat
        self._running: dict[int, _Process] = {}
        self._empty = dict.fromkeys(range(len(self._works)), 0.0)
        self._leaving: dict[int, float] = {}
        self._to_renew: list[int] = []
        self._soonest = 0.0
        self._mask: set[signal.Signals] = set()

    def begin(self) -> None:
        """Begin all, and hold signals back until `attend`. The caller has no thread and no database open."""
        gc.freeze()  # what the parent made stays: no process looks through it, and so none gets a copy of its own
        signal.signal(signal.SIGCHLD, lambda *_: None)  # else the kernel may forget it while it is held back
        self._mask = {signal.Signals(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ORDERS)}
        self._fill_places()

    def attend(self) -> None:
        """Replace whoever dies, until SIGTERM or SIGINT; then each finishes what it has."""
        while (order := self._next_order()) not in (signal.SIGTERM, signal.SIGINT):
            if order == signal.SIGHUP:
                self._to_renew = [pid for pid in self._to_end() if pid not in self._leaving]
            self._see_who_ended()
            self._end_who_hangs()
            self._fill_places()
            self._renew_one()
        self._end_all()

    def _next_order(self) -> int | None:
        """The next signal, or none where something is due before one comes: it pauses nowhere else, and hears each."""
        due = [max(since, self._soonest) for since in self._empty.values()] + list(self._leaving.values())
        if self._to_renew and not self._leaving:
            due.append(self._soonest)
        seconds = min(due, default=math.inf) - time.monotonic()
        order = signal.sigtimedwait(ORDERS, min(max(0.0, seconds), LONGEST_WAIT))
        return order and order.si_signo

    def _fill_places(self) -> None:
        for place, soonest in list(self._empty.items()):
            if max(soonest, self._soonest) <= time.monotonic() and self._begin(place):
                del self._empty[place]

    def _begin(self, place: int) -> bool:
        """Whether there was memory for one more; if not, the next is tried after a pause."""
        parent, taken = os.getpid(), {process.seat for process in self._running.values()}
        seat = next(number for number in count() if number not in taken)
        try:
            pid = os.fork()
        except OSError as fault:
            self._soonest = time.monotonic() + SOONEST_AGAIN
            log.error("a server process could not be begun", extra={"fields": {"fault": fault.strerror}})
            return False
        if pid == 0:
            self._be(place, seat, parent)
        self._running[pid] = _Process(place, seat, time.monotonic())
        return True

    def _be(self, place: int, seat: int, parent: int) -> NoReturn:
        """The life of the child: nothing of the parent's is tidied up by it."""
        status = 1
        try:
            end_with(parent)
            for number in (signal.SIGCHLD, MAKE_WAY):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # an order to the parent, also where a whole group is told it
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)
            self._take_seat(seat)
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
        while (ended := _one_that_ended()) is not None:
            pid, status = ended
            process = self._running.pop(pid, None)
            if process is None:  # an orphan of somebody's: the first process of a container is given each
                continue
            if self._leaving.pop(pid, None) is None:
                log.error(
                    "a server process ended and is replaced", extra={"fields": {"process": pid, "status": status}}
                )
                self._empty[process.place] = process.begun + SOONEST_AGAIN

    def _end_who_hangs(self) -> None:
        """One that makes no way for its successor would keep all others from being renewed."""
        for pid, latest in self._leaving.items():
            if latest <= time.monotonic():
                self._leaving[pid] = math.inf
                _kill(pid)

    def _renew_one(self) -> None:
        """A new one first, so that there is always somebody to answer; then the old one may go."""
        while self._to_renew and not self._leaving and self._soonest <= time.monotonic():
            old = self._to_renew[-1]
            if old in self._running:
                if not self._begin(self._running[old].place):
                    return
                self._leaving[old] = time.monotonic() + LONGEST_END
                os.kill(old, MAKE_WAY)
            self._to_renew.pop()

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
                    _kill(hanging)
                    os.waitpid(hanging, 0)
                return


def _one_that_ended() -> tuple[int, int] | None:
    """Its number and its exit status, if there is one: a child of this process, which then is buried."""
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:  # none lives: all wait for their next beginning
        return None
    return (pid, os.waitstatus_to_exitcode(status)) if pid else None


def _kill(hanging: int) -> None:
    log.error("a server process did not end in time and is killed", extra={"fields": {"process": hanging}})
    os.kill(hanging, signal.SIGKILL)


def end_with(parent: int) -> None:
    """SIGTERM when the parent is killed, or was before this one came to its turn: nobody would replace or stop it any
    more (Linux; elsewhere it stays)."""
    setting = getattr(ctypes.CDLL(None), "prctl", None)
    if setting is not None:
        setting(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
