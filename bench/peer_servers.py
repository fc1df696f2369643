"""Those who answer side by side: the peers from an environment of their own, and ours."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.goals import NotMeasured
from bench.pages import signed_in_again
from bench.photographs import people
from bench.population import FEW, portal_of
from bench.processes import Served, serving
from bench.visitor import free_port
from portal.cli.listening import THREADS
from portal.config import Settings

SITES = Path(__file__).parent / "peer_sites"
NEEDED = {"django_site": "django>=5.2,<6", "appbuilder_site": "flask-appbuilder>=5,<6"}
SERVER = "waitress"


@dataclass(frozen=True, slots=True)
class Site:
    """Who answers: where, by which process, and to whom."""

    port: int
    pid: int
    cookie: str

    @property
    def spent(self) -> float:
        """Seconds of processor time of all threads of the process so far, to the nanosecond."""
        threads = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((each / "schedstat").read_text().split()[0]) for each in threads) / 1e9


def environment(folder: Path) -> Path:
    """The interpreter of an environment with all they need."""
    python = folder / "environment" / "bin" / "python"
    made = [sys.executable, "-m", "venv", folder / "environment"]
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", SERVER, *NEEDED.values()]
    for command in (made, install):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            raise NotMeasured(f"they could not be installed ({_last_line(done.stderr)})")
    return python


@contextmanager
def running(python: Path, folder: Path, name: str) -> Iterator[Site]:
    """A peer with its rows, once it answers."""
    given = {"PATH": os.environ["PATH"], "PEER_DIR": str(folder), "PYTHONPATH": str(SITES)}
    prepare = [python, "-B", "-c", f"import {name}; {name}.prepare()"]
    prepared = subprocess.run(prepare, env=given, check=False, capture_output=True, text=True)
    if prepared.returncode:
        raise NotMeasured(f"{name} could not be set up ({_last_line(prepared.stderr)})")
    port, cookie = free_port(), prepared.stdout.split()[-1]
    words = [python, "-B", "-m", SERVER, f"--listen=127.0.0.1:{port}", f"--threads={THREADS}", f"{name}:application"]
    with subprocess.Popen(words, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield Site(port, server.pid, cookie)
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _time in range(300):
        try:
            HTTPConnection("127.0.0.1", port, timeout=30).connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotMeasured("a peer did not answer within thirty seconds")


def _last_line(complaint: str) -> str:
    return complaint.strip().rpartition("\n")[2]


@contextmanager
def our_queue() -> Iterator[Site]:
    """The clerk's desk, on the ten thousand."""
    app = portal_of(FEW)
    cookie = signed_in_again(app, "clerk")
    with serving(app.config["PORTAL_SETTINGS"].data_dir, 1) as served:
        yield Site(served.port, _answering(served), cookie)


@contextmanager
def our_hospital(folder: Path) -> Iterator[Site]:
    """A hospital's desk, on a copy of the ten thousand: what is sent in is kept there."""
    few: Settings = portal_of(FEW).config["PORTAL_SETTINGS"]
    shutil.copytree(few.data_dir, folder)
    cookie = people(folder)[0]
    with serving(folder, 1) as served:
        yield Site(served.port, _answering(served), cookie)


def _answering(served: Served) -> int:
    """The last one begun is the one that answers; before it the parent began who looks at photographs."""
    return int(Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()[-1])
