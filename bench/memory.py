"""What memory `portal serve` takes: its parent, and each child (one checks uploads), after pages of each kind.

    .venv/bin/python -m bench.memory 10000

Of a page of memory that several processes share, a process has its part of it ("share"); the sum of shares is what the
machine gives up. From /proc, so on Linux alone.
"""

import argparse
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from bench.pages import cookies_of, of_home
from bench.population import portal_of
from bench.processes import serving
from portal.config import Settings
from portal.models import db

TIMES = 40
MEGABYTE = 1024


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2000, help="how many filings there are")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    app = portal_of(given.count)
    chosen: Settings = app.config["PORTAL_SETTINGS"]
    cookies, number = cookies_of(app), of_home(app)
    with app.app_context():
        db.engine.dispose()
    pages = [
        ("/", ""),
        ("/guides/liujiang/emergency", ""),
        ("/clerk/", cookies["clerk"]),
        (f"/clerk/filings/{number}", cookies["clerk"]),
        ("/hospital/", cookies["hospital"]),
        ("/me", cookies["citizen"]),
        ("/admin/trail", cookies["supervisor"]),
    ]
    print(f"{'process':<22} {'resident MB':>12} {'share MB':>9}")
    with serving(chosen.data_dir, given.processes) as served:
        tell("parent, as it begins", served.pid)
        for path, cookie in pages * TIMES:
            ask(served.port, path, cookie)
        tell("parent", served.pid)
        for child in children_of(served.pid):
            tell("child", child)


def ask(port: int, path: str, cookie: str) -> None:
    """A page, on a connection of its own, so that any of the processes may have it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, f"{path}: {answer.status}"
    connection.close()


def children_of(pid: int) -> Iterator[int]:
    """The processes it started, as the kernel lists them."""
    yield from map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def tell(name: str, pid: int) -> None:
    """A line of that process."""
    kept = Path(f"/proc/{pid}/smaps_rollup").read_text()
    resident, share = (
        int(found[1]) for field in ("Rss", "Pss") if (found := re.search(rf"^{field}:\s+(\d+)", kept, re.M))
    )
    print(f"{name:<22} {resident / MEGABYTE:12.0f} {share / MEGABYTE:9.0f}")


if __name__ == "__main__":
    main()
