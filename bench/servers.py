"""Which server: requests for each second of server CPU, and a probe's wait beside two hundred slow clients.

    .venv/bin/python -m bench.servers

Measured on the demo's data with production settings, one candidate after another, two rounds. granian and gunicorn are
not part of the portal; `pip install granian gunicorn` in an environment of your own that sees this one to compare them.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

from bench.slow import slow_clients
from bench.visitor import free_port, probe, sign_in

PASSWORD = "only for this measurement"
SECRET = "PORTALPORTALPORTALPORTALPORTAL22"
HERE = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TICK = os.sysconf("SC_CLK_TCK")
WSGI = "bench.app:application"

CANDIDATES = {
    "portal serve": [PYTHON, "-m", "portal.cli", "serve", "--port", "{port}", "--processes", "1"],
    "portal serve 2": [PYTHON, "-m", "portal.cli", "serve", "--port", "{port}", "--processes", "2"],
    "waitress 1x4": [PYTHON, "-m", "waitress", "--listen=127.0.0.1:{port}", "--threads=4", WSGI],
    "waitress 1x8": [PYTHON, "-m", "waitress", "--listen=127.0.0.1:{port}", "--threads=8", WSGI],
    "gunicorn 2 sync": [PYTHON, "-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "2", WSGI],
    "gunicorn 2x4": [PYTHON, "-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "2", "--threads", "4", WSGI],
    **{
        f"granian 2x{threads}": [
            *(PYTHON, "-m", "granian", "--interface", "wsgi", "--port", "{port}"),
            *("--workers", "2", "--blocking-threads", str(threads), WSGI),
        ]
        for threads in (1, 64, 128)
    },
}


@contextmanager
def running(command: list[str], data: Path, port: int) -> Iterator[int]:
    """The server, once it answers; gives its process id."""
    environment = {
        **os.environ,
        "PORTAL_DATA_DIR": str(data),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
    }
    server = subprocess.Popen(
        [part.format(port=port) for part in command],
        env=environment,
        cwd=HERE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                probe(port, "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def cpu_seconds(pid: int) -> float:
    """User and system time of the whole family so far."""
    ticks = 0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def memory(pid: int) -> int:
    """Resident megabytes of the family."""
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in family(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def load(port: int, cookie: str, seconds: float) -> int:
    """Eight visitors reading the clerk's queue; returns how many pages they got."""
    end, counts = time.monotonic() + seconds, [0] * 8

    def visit(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            connection.request("GET", "/clerk/", headers={"Cookie": cookie})
            answer = connection.getresponse()
            body = answer.read()
            assert (answer.status, b"<tr" in body) == (200, True)
            counts[number] += 1

    threads = [threading.Thread(target=visit, args=[number]) for number in range(len(counts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def measure(name: str, data: Path, seconds: float) -> str:
    """One line of the table."""
    port = free_port()
    with running(CANDIDATES[name], data, port) as pid:
        cookie = sign_in(port, "clerk", PASSWORD, SECRET)
        load(port, cookie, 1)
        spent, begun = cpu_seconds(pid), time.monotonic()
        pages = load(port, cookie, seconds)
        spent, took = cpu_seconds(pid) - spent, time.monotonic() - begun
        waits = slow_clients(port, cookie, seconds=12)
        resident = memory(pid)
    worst = f"{1000 * max(waits):.0f}" if waits else "unreachable"
    p99 = f"{1000 * statistics.quantiles(waits, n=100)[98]:.1f}" if len(waits) > 100 else "-"
    return f"{name:<16} {pages / took:7.0f} {pages / spent:10.0f} {resident:8d} {p99:>10} {worst:>12}"


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(CANDIDATES), help=", ".join(CANDIDATES))
    parser.add_argument("--seconds", type=float, default=4)
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    try:
        environment = {**os.environ, "PORTAL_DATA_DIR": str(place), "PORTAL_DEMO_PASSWORD": PASSWORD} | {
            "PORTAL_DEMO_TOTP": SECRET
        }
        demo = [PYTHON, "-m", "portal.cli", "demo", "--no-serve"]
        subprocess.run(demo, env=environment, cwd=HERE, check=True, stdout=subprocess.DEVNULL)
        print(
            f"{'server':<16} {'pages/s':>7} {'per CPU-s':>10} {'RSS MB':>8} {'slow p99':>10} {'slow worst':>12}  (ms)"
        )
        for name in given.names:
            module = CANDIDATES[name][2]
            print(measure(name, place, given.seconds) if find_spec(module) else f"{name:<16} absent", flush=True)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
