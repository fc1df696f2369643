"""A request half sent when its process goes: nobody waits for it where all end, and who is renewed waits.

The moment that an end leaves it is taken away, so that no test depends on how long a moment is.
"""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch

import pytest

from portal.cli import listening, serve
from tests.processes import WARM, answering, until
from tests.serve.running import prepare

pytestmark = pytest.mark.slow
BODY = b"login=nobody"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return prepare(tmp_path_factory.mktemp("goodbye") / "var")


def _serve_without_a_moment(environment: dict[str, str], port: int) -> None:
    os.environ.update(environment)
    with patch.object(listening, "HALF_SENT_GRACE", 0.0):
        sys.exit(serve.serve("127.0.0.1", port, processes=1))


@contextmanager
def in_no_time(environment: dict[str, str]) -> Iterator[tuple[BaseProcess, int]]:
    """A served portal of one process, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    parent = WARM.Process(target=_serve_without_a_moment, args=(environment, port))
    parent.start()
    try:
        until(lambda: parent.exitcode is not None or _listens(port), "somebody who listens")
        yield parent, port
    finally:
        parent.kill()
        parent.join(60)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _connected(stack: ExitStack, port: int) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))


def _half_sent_and_idle(stack: ExitStack, port: int) -> tuple[socket.socket, socket.socket]:
    """Two lines to the one process there is, which has read what came on them."""
    half, idle = _connected(stack, port), _connected(stack, port)
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n"
    head = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n" + kind
    half.sendall(head + f"Content-Length: {len(BODY)}\r\n\r\n".encode())
    assert half.recv(1000).startswith(b"HTTP/1.1 100 ")
    idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    found = b""
    while not found.endswith(b"ok\n"):
        found += idle.recv(1000)
    return half, idle


def _closed(idle: socket.socket) -> bool:
    """Wait until the other side hangs up on who wants nothing; it has then looked at all its lines."""
    with suppress(ConnectionResetError):
        return idle.recv(1000) == b""
    return True


def _answered(half: socket.socket) -> bytes:
    with suppress(ConnectionError):
        half.sendall(BODY)
        return half.recv(10)
    return b""


def test_who_is_renewed_waits_for_a_request_half_sent(environment: dict[str, str]) -> None:
    with in_no_time(environment) as (parent, port), ExitStack() as stack:
        half, idle = _half_sent_and_idle(stack, port)
        [old] = answering(parent.pid or 0)
        os.kill(parent.pid or 0, signal.SIGHUP)
        assert _closed(idle)
        assert _answered(half) == b"HTTP/1.1 4"
        until(lambda: not Path(f"/proc/{old}").exists(), "the old one gone")
        assert _listens(port)


def test_who_is_ended_while_it_makes_way_waits_no_longer(environment: dict[str, str]) -> None:
    with in_no_time(environment) as (parent, port), ExitStack() as stack:
        half, idle = _half_sent_and_idle(stack, port)
        os.kill(parent.pid or 0, signal.SIGHUP)
        assert _closed(idle)
        os.kill(parent.pid or 0, signal.SIGTERM)
        with suppress(ConnectionResetError):
            assert half.recv(10) == b""
        parent.join(60)
        assert parent.exitcode == 0
