"""Faults of the disk, one at a time and for a while: no false receipt, reading goes on, and it mends itself."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.faults.verify import verify
from tests.faults.visitors import PATIENCE, Browser, Crowd
from tests.processes import answering

POINTS: dict[str, int] = {
    "pwrite64": 30,
    "fdatasync": 8,
    "fsync": 8,
    "write": 4,
    "rename": 2,
    "mkdir": 4,
    "openat": 8,
    "ftruncate": 2,
    "unlink": 2,
}
"""How deep into each call of one submission the sweep goes; the count is each thread's own."""
ERRORS = ("EIO", "ENOSPC")
ATTACHED = re.compile("attached")
TRIES_IN_VAIN = 30
"""Once the fault is over: six visitors, five tries each."""


def sweep_points() -> list[tuple[str, str, int]]:
    """Every point of the sweep."""
    return [(call, error, nth) for call, deepest in POINTS.items() for error in ERRORS for nth in range(1, deepest + 1)]


@contextmanager
def injected(place: ServedPortal, what: Sequence[str]) -> Iterator[Path]:
    """Attach the tracer to the server and let calls fail; gives its notes, in which each failure is marked."""
    assert place.server is not None
    notes = Path(tempfile.mkstemp(prefix="portal-inject-")[1])
    injections = [part for each in what for part in ("-e", f"inject={each}")]
    names = ",".join(each.partition(":")[0] for each in what)
    processes = [part for pid in answering(place.server.pid) for part in ("-p", str(pid))]
    command = ["strace", "-f", *processes, "-e", f"trace={names}", *injections, "-o", str(notes)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    try:
        assert ATTACHED.search(tracer.stderr.readline())
        yield notes
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(30)
        tracer.stderr.close()


def one_fault_at_a_time(
    place: ServedPortal, points: Sequence[tuple[str, str, int]], seed: int
) -> tuple[LossTally, int]:
    """One submission with two papers for each point; returns what was found, and how many points did fail a call."""
    crowd, struck = Crowd(lambda: place.port, seed), 0
    with place.serving():
        browser, desk = Browser(crowd), Browser(crowd)
        browser.sign_in("13800000001")
        desk.sign_in("desk")
        for call, error, nth in points:
            with injected(place, [f"{call}:error={error}:when={nth}"]) as notes:
                crowd.files_once(browser, desk, 1)
            struck += "(INJECTED)" in notes.read_text()
            notes.unlink()
        place.wait_until_it_answers()
        pages_say_so(crowd)
    return verify(place, crowd.noted), struck


def pages_say_so(crowd: Crowd) -> None:
    """Whoever got no receipt got a page of the house that says so."""
    for body in crowd.refusals:
        assert "系统出错了" in body or "系统暂时不能办理" in body, body[:500]


def failing_for_a_while(place: ServedPortal, what: Sequence[str], seconds: float, seed: int) -> LossTally:
    """All such calls fail for a while under load; reading goes on, and afterwards everything does by itself."""
    crowd = Crowd(lambda: place.port, seed)
    with place.serving(), crowd.at_work():
        reader = reading(crowd)
        crowd.wait_until_acknowledged(5)
        with injected(place, what) as notes:
            goes_on_reading(reader, seconds)
            wait_until_refused(crowd)
        assert "(INJECTED)" in notes.read_text()
        goes_on_by_itself(crowd)
    pages_say_so(crowd)
    return verify(place, crowd.noted)


def reading(crowd: Crowd) -> Browser:
    """A clerk who only looks."""
    reader = Browser(crowd)
    reader.sign_in("desk")
    return reader


def goes_on_reading(reader: Browser, seconds: float) -> None:
    """Pages for everybody and pages for a clerk are there all the while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for page in ("/", "/guides/wenshang", "/progress", "/clerk/"):
            assert reader.asks("GET", page, {}).status == 200, page
        time.sleep(0.1)


def wait_until_refused(crowd: Crowd) -> None:
    """Come back when somebody has been told that it cannot be done now."""
    end = time.monotonic() + PATIENCE
    while not crowd.refusals:
        assert time.monotonic() < end, "nobody noticed"
        time.sleep(0.02)


def goes_on_by_itself(crowd: Crowd) -> None:
    """Somebody is told again that something is done before many have tried in vain: counted, for a clock tells load."""
    before = len(crowd.refusals)
    crowd.wait_until_acknowledged(1)
    assert len(crowd.refusals) - before <= TRIES_IN_VAIN, "it took too long to mend itself"
    crowd.wait_until_acknowledged(4)


def really_full(place: ServedPortal, seconds: float, seed: int) -> LossTally:
    """A small file system of its own that is filled to the last byte under load; needs root."""
    before = Path(tempfile.mkdtemp(prefix="portal-full-")) / "before"
    shutil.copytree(place.data, before)
    mount = f'mount -t tmpfs -o size=48m tmpfs "{place.data}" && cp -a "{before}/." "{place.data}" && exec "$@"'
    place.prefix = ("unshare", "-m", "sh", "-c", mount, "sh")
    crowd = Crowd(lambda: place.port, seed)
    with place.serving(), crowd.at_work():
        assert place.server is not None
        inside = Path(f"/proc/{place.server.pid}/root{place.data}")
        reader = reading(crowd)
        crowd.wait_until_acknowledged(5)
        filler = inside / "filler"
        fill(filler)
        goes_on_reading(reader, seconds)
        fill(filler)
        wait_until_refused(crowd)
        filler.unlink()
        goes_on_by_itself(crowd)
        kept = before.with_name("after")
        crowd.stop()
        shutil.copytree(inside, kept)
    pages_say_so(crowd)
    return verify(ServedPortal(kept), crowd.noted)


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(secrets.token_bytes(size))
            except OSError:
                continue


def is_root() -> bool:
    """Whether a file system may be mounted."""
    return os.geteuid() == 0
