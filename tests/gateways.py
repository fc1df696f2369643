"""A gateway of text messages as it may be: it hangs, refuses, answers twice, forgets, or dies after accepting."""

import json
import random
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from portal.adapters.sms_gateway import SmsGateway
from portal.domain.messages import MessageKind

TEMPLATES = {kind.value: f"SMS_{number}" for number, kind in enumerate(MessageKind, 100)}
PATIENCE, SILENCE = 60.0, 0.2
"""How long our side gives an exchange: that is answered, on a busy machine too, and that never is."""
MOODS = (*["takes"] * 5, "busy", "hangs", "hangs_having_taken", "dies", "dies_having_taken", "answers_twice")


@dataclass
class Gateway:
    """What one gateway was given: `mood` says how it takes the next; one that `forgets` does not know a key again."""

    mood: Callable[[], str] = lambda: "takes"
    forgets: bool = False
    greets_with: int = 204
    bodies: list[dict[str, Any]] = field(default_factory=list)
    authorised: set[str] = field(default_factory=set)
    delivered: "Counter[str]" = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def take(self, body: dict[str, Any]) -> bool:
        """Deliver it; whether it came under a key that was known already."""
        with self.lock:
            is_known = body["key"] in self.delivered and not self.forgets
            if not is_known:
                self.delivered[body["key"]] += 1
            return is_known


class GatewayAnswer(BaseHTTPRequestHandler):
    """One request to the gateway of its server."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_OPTIONS(self) -> None:
        """Say that it is there."""
        assert isinstance(self.server, QuietServer)
        self._answer(self.server.gateway.greets_with)

    def do_POST(self) -> None:
        """Take one message, in the mood the gateway is in."""
        assert isinstance(self.server, QuietServer)
        gateway = self.server.gateway
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Idempotency-Key"] == body["key"]
        gateway.authorised.add(self.headers["Authorization"])
        gateway.bodies.append(body)
        mood = gateway.mood()
        if mood.isdigit() or mood == "busy":
            self._answer(503 if mood == "busy" else int(mood))
            return
        is_taken = mood not in ("hangs", "dies")
        is_known = gateway.take(body) if is_taken else False
        if mood.startswith("hangs"):
            time.sleep(2 * SILENCE)
        if mood.startswith(("hangs", "dies")):
            self.close_connection = True
            return
        for _time in range(2 if mood == "answers_twice" else 1):
            self._answer(409 if is_known else 200)

    def _answer(self, status: int) -> None:
        with suppress(ConnectionError):  # our side is gone already
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")


class QuietServer(ThreadingHTTPServer):
    """Leaves it at that when our side hangs up."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(("127.0.0.1", 0), GatewayAnswer)
        self.gateway = gateway

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def serving(gateway: Gateway, seconds: float = PATIENCE) -> Iterator[SmsGateway]:
    """The gateway on a port of its own, as our side knows it."""
    server = QuietServer(gateway)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield SmsGateway(f"http://127.0.0.1:{server.server_port}/send", "secret-key", "异地就医", TEMPLATES, seconds)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping(answer: bytes) -> Iterator[int]:
    """The port of whoever lets each connection have this answer, a byte at a time, each soon after the one before."""
    ended = Event()

    def drip(server: socket.socket) -> None:
        with suppress(OSError):  # our side has gone
            while not ended.is_set():
                with server.accept()[0] as line:
                    for place in range(len(answer)):
                        line.sendall(answer[place : place + 1])
                        ended.wait(SILENCE / 20)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=drip, args=(server,), daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            ended.set()
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def moody(seed: int) -> Callable[[], str]:
    """Any of its moods each time, from a fixed seed; a message comes through in the end."""
    dice = random.Random(seed)
    return lambda: dice.choice(MOODS)
