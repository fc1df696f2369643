"""Five hundred people at once before `portal serve` with a process for each core: each asks for a page every ten
seconds, on a new connection, at a moment that was settled before, and waits from then on, so that a late answer counts
whole. Half of them are nobody in particular, a fifth are citizens, three in ten work on filings; each who signed in
has a session of their own. Pictures and style sheets are not asked for: a browser keeps them.
"""

import asyncio
import os
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from bench.goals import CROWD, CROWD_AT_ONCE, Goal
from bench.pages import of_home, signed_in_again
from bench.population import portal_of
from bench.processes import serving
from portal.config import Settings

PEOPLE, EVERY, ROUNDS = 500, 10.0, 5
PATIENCE = 30.0
PAGES = (
    ("", "/"),
    ("", "/guides/liujiang/emergency"),
    ("", "/start"),
    ("", "/disclosure?county=wenshang"),
    ("", "/login"),
    ("citizen", "/me"),
    ("citizen", "/me"),
    ("clerk", "/clerk/"),
    ("clerk", "/clerk/"),
    ("clerk", "/clerk/filings/{number}"),
)
"""Each is one person in ten's."""
SESSION = re.compile(rb"\r\nSet-Cookie: (portal_session=[^;]+)")


@dataclass(slots=True)
class TimedVisitor:
    """Who asks for this page, and when for the first time; the cookie is the last that was given."""

    path: str
    cookie: str
    first: float


def measured(count: int) -> Iterator[tuple[Goal, list[float]]]:
    """The share of a round's pages that was answered within a second, and within three tenths."""
    app = portal_of(count)
    chosen: Settings = app.config["PORTAL_SETTINGS"]
    people = _people(app)
    with serving(chosen.data_dir, len(os.sched_getaffinity(0))) as served:
        rounds = asyncio.run(_visits(served.port, people))
    yield CROWD, [_share(waits, 1.0) for waits in rounds]
    yield CROWD_AT_ONCE, [_share(waits, 0.3) for waits in rounds]


def _people(app: Flask) -> list[TimedVisitor]:
    number, moments = of_home(app), random.Random(1)
    chosen = [PAGES[serial % len(PAGES)] for serial in range(PEOPLE)]
    return [
        TimedVisitor(path.format(number=number), signed_in_again(app, who), moments.uniform(0, EVERY))
        for who, path in chosen
    ]


async def _visits(port: int, people: list[TimedVisitor]) -> list[list[float]]:
    """The waits of each round; the first round, in which caches fill, does not count."""
    begun = time.monotonic() + 1
    each = await asyncio.gather(*(_visit(port, person, begun) for person in people))
    return [list(waits) for waits in zip(*each, strict=True)][1:]


async def _visit(port: int, person: TimedVisitor, begun: float) -> list[float]:
    waits = []
    for turn in range(ROUNDS + 1):
        due = begun + person.first + turn * EVERY
        await asyncio.sleep(due - time.monotonic())
        try:
            await asyncio.wait_for(_ask(port, person), PATIENCE)
            waits.append(time.monotonic() - due)
        except (OSError, TimeoutError):
            waits.append(float("inf"))
    return waits


async def _ask(port: int, person: TimedVisitor) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"GET {person.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {person.cookie}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.read()
    finally:
        writer.close()
    assert answer.startswith(b"HTTP/1.1 200"), (person.path, answer[:40])
    if given := SESSION.search(answer):
        person.cookie = given[1].decode()


def _share(waits: list[float], limit: float) -> float:
    return sum(wait <= limit for wait in waits) / len(waits)
