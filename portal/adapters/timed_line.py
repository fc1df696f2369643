"""A connection to another service that ends by one moment, from name to last byte, however slow it answers.

The timeout of a socket counts each wait anew: a byte every few seconds would hold its reader for hours.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from queue import Empty, Queue
from threading import Event, Thread, Timer
from time import monotonic
from typing import Any


@contextmanager
def line_to(host: str, port: int, seconds: float) -> Iterator[socket.socket]:
    """Everything that is done over it ends within so many seconds; raises `TimeoutError` where that broke it off."""
    until = monotonic() + seconds
    line = _opened(host, port, until)
    line.settimeout(None)
    hold = line.dup()  # whatever TLS makes of the line, this is the same connection
    is_over = Event()

    def cut() -> None:
        is_over.set()
        with suppress(OSError):  # the other side may have gone by itself
            hold.shutdown(socket.SHUT_RDWR)

    clock = Timer(max(0.0, until - monotonic()), cut)
    clock.daemon = True
    clock.start()
    try:
        yield line
    except (OSError, HTTPException) as fault:
        if is_over.is_set():
            raise TimeoutError from fault
        raise
    finally:
        clock.cancel()
        clock.join()
        hold.close()
        line.close()


def _opened(host: str, port: int, until: float) -> socket.socket:
    """To the first of its addresses that answers in time."""
    fault: OSError = TimeoutError()
    for address in _addresses(host, port, until):
        try:
            return socket.create_connection(address[:2], _left(until))
        except OSError as refused:
            fault = refused
    raise fault


def _addresses(host: str, port: int, until: float) -> list[Any]:
    """Looked up beside, for nothing ends a look-up that hangs; what comes of it too late is nobody's."""
    answer: Queue[list[Any] | Exception] = Queue()

    def look_up() -> None:
        try:
            answer.put([found[4] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as fault:
            answer.put(fault)

    Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=_left(until))
    except Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise OSError(str(found)) from found
    return found


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
