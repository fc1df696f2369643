"""A real `portal serve` process on a data folder of its own, and what it says in its log."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.processes import answering

PORTAL = [sys.executable, "-m", "portal.cli"]
STARTED = re.compile(r"http://[^:]+:(\d+)")


@dataclass
class Running:
    """The process, its port, and its log so far."""

    process: "subprocess.Popen[str]"
    port: int
    log: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def answering(self) -> list[int]:
        """The processes that answer; the one that was started only watches over them."""
        return answering(self.process.pid)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; gives the exit status."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def requests(self) -> list[dict[str, Any]]:
        """The lines about requests."""
        lines = [json.loads(line) for line in self.log]
        return [line for line in lines if line["event"] == "request"]


def prepare(data: Path, **settings: str) -> dict[str, str]:
    """A migrated, empty installation; returns the environment of its commands."""
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1", **settings}
    made = subprocess.run([*PORTAL, "init"], env=environment, capture_output=True, text=True, check=False, umask=0)
    assert made.returncode == 0, made.stderr
    return environment


@contextmanager
def serving(environment: dict[str, str], *words: str) -> Iterator[Running]:
    """`portal serve` on a free port, until the block ends."""
    command = [*PORTAL, "serve", "--port", "0", *words]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, umask=0
    )
    assert process.stdout is not None
    assert process.stderr is not None
    log: list[str] = []
    reader = threading.Thread(target=lambda lines: log.extend(lines), args=[process.stderr], daemon=True)
    reader.start()
    try:
        line = process.stdout.readline()
        found = STARTED.search(line)
        assert found is not None, (line, log)
        yield Running(process, int(found[1]), log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        reader.join(30)
        process.stdout.close()
        if not reader.is_alive():  # else what it began lives on and holds the pipe: the test says so, and does not hang
            process.stderr.close()
