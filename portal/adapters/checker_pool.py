"""The checker's seats and places, shared by every process that checks files: so many at work at once, people in turn.

Everything is held by an open connection or a living child, so that the kernel gives back what a killed process held.
"""

import os
import selectors
import signal
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from portal.adapters.checker_messages import COMINGS, KILLED, Admitted, Coming, Full, Stay
from portal.adapters.frames import send_frame
from portal.adapters.seats import Seats

MOST_SEATS = 3
"""Files made anew at once, and short jobs besides them: each may take hundreds of megabytes for a moment."""
PLACES = 24
"""Requests whose files are at work or wait: whoever comes then would wait too long."""
PLACES_OF_ONE = 2
"""One person's: a form sent twice waits for the first, and a third is one too many."""
_COMING_LIMIT = 4096


class Comer(NamedTuple):
    """A connection for the child, and one on which the pool alone says what became of it."""

    connection: socket.socket
    fate: socket.socket


class CheckerPool:
    """Takes in who comes over `control` and forks a child for each whose turn it is, until the portal closes it."""

    def __init__(self, control: socket.socket, woken: int, do: Callable[[socket.socket], None]) -> None:
        """`woken` can be read when a child has died."""
        seats = min(MOST_SEATS, len(os.sched_getaffinity(0)))
        self._control, self._woken, self._do = control, woken, do
        self._long: Seats[Comer] = Seats(seats, of_one=1)
        self._short: Seats[Comer] = Seats(seats, of_one=seats)
        self._at_work: dict[int, tuple[Seats[Comer], str, socket.socket]] = {}
        self._places: Counter[str] = Counter()
        self._selector = selectors.DefaultSelector()
        self._is_over = False

    def serve(self) -> None:
        """The loop: nothing in it waits for one of those who came."""
        self._selector.register(self._control, selectors.EVENT_READ, self._take_in)
        self._selector.register(self._woken, selectors.EVENT_READ, self._bury)
        while not self._is_over:
            events = [key for key, _events in self._selector.select()]
            for key in sorted(events, key=self._is_control):  # who left did so before the next one came
                key.data()
            for seats in (self._short, self._long):
                for whose, comer in seats.seated():
                    self._begin(seats, whose, comer)

    def _is_control(self, key: selectors.SelectorKey) -> bool:
        return key.fileobj is self._control

    def _take_in(self) -> None:
        message, descriptors, _flags, _address = socket.recv_fds(self._control, _COMING_LIMIT, 2)
        if not message:
            self._is_over = True
            return
        coming = COMINGS.decode(message)
        connection, fate = (socket.socket(fileno=each) for each in descriptors)
        if coming.stay is Stay.PLACE:
            fate.close()
            self._give_place(coming, connection)
            return
        _answer(connection, Admitted())
        (self._short if coming.stay is Stay.SHORT else self._long).wait(coming.whose, Comer(connection, fate))

    def _give_place(self, coming: Coming, connection: socket.socket) -> None:
        if self._places.total() >= PLACES or self._places[coming.whose] >= PLACES_OF_ONE:
            _answer(connection, Full())
            connection.close()
            return
        self._places[coming.whose] += 1
        _answer(connection, Admitted())
        self._selector.register(connection, selectors.EVENT_READ, partial(self._leave, coming.whose, connection))

    def _leave(self, whose: str, connection: socket.socket) -> None:
        """Whoever has a place says nothing more but that it is over."""
        self._selector.unregister(connection)
        connection.close()
        self._places[whose] -= 1
        if not self._places[whose]:
            del self._places[whose]

    def _begin(self, seats: Seats[Comer], whose: str, comer: Comer) -> None:
        with comer.connection:
            child = os.fork()
            if child == 0:
                _close_all_but(comer.connection.fileno())
                with suppress(Exception):
                    self._do(comer.connection)
                os._exit(0)
        self._at_work[child] = seats, whose, comer.fate

    def _bury(self) -> None:
        """Whoever is gone, however it went, gives its seat back."""
        os.read(self._woken, _COMING_LIMIT)
        while self._at_work:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            seats, whose, fate = self._at_work.pop(child)
            seats.leave(whose)
            with fate, suppress(OSError):  # who waited for it may be gone too
                if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                    fate.send(KILLED)


def _answer(connection: socket.socket, head: Admitted | Full) -> None:
    with suppress(OSError):  # who was killed meanwhile is found gone by its connection
        send_frame(connection, head)


def _close_all_but(kept: int) -> None:
    """A child that a file took over must find nobody else's connection."""
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
