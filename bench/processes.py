"""Pages a second of `portal serve --processes 2`, as times those of one process, asked in turns.

Who asks shares the cores with who answers, so that a machine of two shows a little less than there is.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from bench.population import FEW, portal_of
from bench.start import ADDRESS
from portal.config import Settings
from portal.models import User, db
from tests.web.living import cookie_of

ROUNDS, SECONDS, VISITORS = 5, 4.0, 6


class Served(NamedTuple):
    """A portal that answers at this port, and the process that began all of its own."""

    port: int
    pid: int


def measured() -> list[float]:
    """The ratio of each round."""
    app = portal_of(FEW)
    chosen: Settings = app.config["PORTAL_SETTINGS"]
    with app.app_context():
        clerk = db.session.scalars(select(User).where(User.username == "clerk")).one()
        cookie = f"portal_session={cookie_of(app, clerk)}"
        db.engine.dispose()
    with serving(chosen.data_dir, 1) as alone, serving(chosen.data_dir, 2) as together:
        for each in (alone, together):
            _pages(each.port, cookie, 1.0)
        return [
            _pages(together.port, cookie, SECONDS) / _pages(alone.port, cookie, SECONDS) for _round in range(ROUNDS)
        ]


@contextmanager
def serving(data: Path, processes: int) -> Iterator[Served]:
    """`portal serve` with so many processes on that data folder."""
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data)}
    words = [sys.executable, "-m", "portal.cli", "serve", "--port", "0", "--processes", str(processes)]
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        found = ADDRESS.search(server.stdout.readline())
        assert found is not None, "portal serve did not start"
        try:
            yield Served(int(found[1]), server.pid)
        finally:
            server.terminate()


def _pages(port: int, cookie: str, seconds: float) -> float:
    """So many of the clerk's queue a second, by visitors who ask again at once."""
    begun, counts = time.monotonic(), [0] * VISITORS

    def visit(number: int) -> None:
        while time.monotonic() < begun + seconds:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/clerk/", headers={"Cookie": cookie})
            answer = connection.getresponse()
            assert (answer.status, b"<tr" in answer.read()) == (200, True)
            connection.close()
            counts[number] += 1

    threads = [threading.Thread(target=visit, args=[number]) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - begun)
