"""The checker's seats and places, shared by every process that checks files: so many at work at once, people in turn.

Everything is held by an open connection or a living child, so that the kernel gives back what a killed process held.
"""

import os
import selectors
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from portal.adapters.checker_messages import COMINGS, Admitted, Coming, Full, Stay
from portal.adapters.frames import send_frame
from portal.adapters.seats import Seats

MOST_SEATS = 3
"""Files made anew at once, and short jobs besides them: each may take hundreds of megabytes for a moment."""
PLACES = 24
"""Requests whose files are at work or wait: whoever comes then would wait too long."""
PLACES_OF_ONE = 2
"""One person's: a form sent twice waits for the first, and a third is one too many."""
_COMING_LIMIT = 4096


class CheckerPool:
    """Takes in who comes over `control` and forks a child for each whose turn it is, until the portal closes it."""

    def __init__(self, control: socket.socket, do: Callable[[socket.socket], None]) -> None:
        seats = min(MOST_SEATS, len(os.sched_getaffinity(0)))
        self._control, self._do = control, do
        self._long: Seats[socket.socket] = Seats(seats, of_one=1)
        self._short: Seats[socket.socket] = Seats(seats, of_one=seats)
        self._places: Counter[str] = Counter()
        self._selector = selectors.DefaultSelector()
        self._is_over = False

    def serve(self) -> None:
        """The loop: nothing in it waits for one of those who came."""
        self._selector.register(self._control, selectors.EVENT_READ, self._take_in)
        while not self._is_over:
            events = [key for key, _events in self._selector.select()]
            for key in sorted(events, key=self._is_control):  # who left did so before the next one came
                key.data()
            for seats in (self._short, self._long):
                for whose, connection in seats.seated():
                    self._begin(seats, whose, connection)

    def _is_control(self, key: selectors.SelectorKey) -> bool:
        return key.fileobj is self._control

    def _take_in(self) -> None:
        message, descriptors, _flags, _address = socket.recv_fds(self._control, _COMING_LIMIT, 1)
        if not message:
            self._is_over = True
            return
        coming, connection = COMINGS.decode(message), socket.socket(fileno=descriptors[0])
        if coming.stay is Stay.PLACE:
            self._give_place(coming, connection)
            return
        _answer(connection, Admitted())
        (self._short if coming.stay is Stay.SHORT else self._long).wait(coming.whose, connection)

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

    def _begin(self, seats: Seats[socket.socket], whose: str, connection: socket.socket) -> None:
        """The pipe closes when the child is gone, however it went."""
        gone, end = os.pipe()
        with connection:
            if os.fork() == 0:
                _close_all_but(connection.fileno(), end)
                with suppress(Exception):
                    self._do(connection)
                os._exit(0)
        os.close(end)
        self._selector.register(gone, selectors.EVENT_READ, partial(self._give_back, seats, whose, gone))

    def _give_back(self, seats: Seats[socket.socket], whose: str, gone: int) -> None:
        self._selector.unregister(gone)
        os.close(gone)
        seats.leave(whose)


def _answer(connection: socket.socket, head: Admitted | Full) -> None:
    with suppress(OSError):  # who was killed meanwhile is found gone by its connection
        send_frame(connection, head)


def _close_all_but(*kept: int) -> None:
    """A child that a file took over must find nobody else's connection."""
    after = 3
    for descriptor in sorted(kept):
        os.closerange(after, descriptor)
        after = descriptor + 1
    os.closerange(after, os.sysconf("SC_OPEN_MAX"))
