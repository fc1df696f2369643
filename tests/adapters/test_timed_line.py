"""A line ends by its moment, whatever the other side or its name keeps waiting for."""

import socket
from threading import Event

import pytest

from portal.adapters.timed_line import line_to
from tests.gateways import PATIENCE, SILENCE, dripping


def all_of(port: int) -> bytes:
    """What it has to say, in full."""
    with line_to("127.0.0.1", port, SILENCE) as line, line.makefile("rb") as answer:
        if len(found := answer.read()) < 3000:
            raise ConnectionError
        return found


def test_what_is_read_over_it_ends_in_time() -> None:
    with dripping(b"." * 3000) as port, pytest.raises(TimeoutError):
        all_of(port)


def test_a_name_that_nobody_answers_for_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_more: answered.wait(PATIENCE) and [])
    try:
        with pytest.raises(TimeoutError), line_to("sms.example", 443, SILENCE):
            pass
    finally:
        answered.set()


def test_a_name_that_is_none_is_unreachable() -> None:
    with pytest.raises(OSError, match="idna") as fault, line_to("a..b", 443, PATIENCE):
        pass
    assert not isinstance(fault.value, TimeoutError)
