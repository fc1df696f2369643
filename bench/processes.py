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

from sqlalchemy import select

from bench.population import portal_of
from bench.start import ADDRESS
from portal.config import Settings
from portal.models import User, db
from tests.web.living import cookie_of

ROUNDS, SECONDS, VISITORS = 5, 4.0, 6
COUNT = 2000


def measured() -> list[float]:
    """The ratio of each round."""
    app = portal_of(COUNT)
    chosen: Settings = app.config["PORTAL_SETTINGS"]
    with app.app_context():
        clerk = db.session.scalars(select(User).where(User.username == "clerk")).one()
        cookie = f"portal_session={cookie_of(app, clerk)}"
        db.engine.dispose()
    with serving(chosen.data_dir, 1) as alone, serving(chosen.data_dir, 2) as together:
        for port in (alone, together):
            _pages(port, cookie, 1.0)
        return [_pages(together, cookie, SECONDS) / _pages(alone, cookie, SECONDS) for _round in range(ROUNDS)]


@contextmanager
def serving(data: Path, processes: int) -> Iterator[int]:
    """`portal serve` with so many processes on that data folder; the port it answers at."""
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data)}
    words = [sys.executable, "-m", "portal.cli", "serve", "--port", "0", "--processes", str(processes)]
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        found = ADDRESS.search(server.stdout.readline())
        assert found is not None, "portal serve did not start"
        try:
            yield int(found[1])
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
