"""A real `portal serve` process on a data folder of its own, and what it says in its log."""

import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TextIO

from tests.processes import WARM, answering, as_told, installed

STARTED = re.compile(r"http://[^:]+:(\d+)")


@dataclass
class Running:
    """The process, its port, what it says to whoever started it, and its log so far."""

    process: BaseProcess
    port: int
    words: TextIO
    log: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its number: it only watches over those that answer."""
        assert self.process.pid is not None
        return self.process.pid

    def answering(self) -> list[int]:
        """The processes that answer."""
        return answering(self.pid)

    def send(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def ended(self) -> int | None:
        """Wait for the end; gives the exit status."""
        self.process.join(60)
        return self.process.exitcode

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        """Send a signal and wait for the end; gives the exit status."""
        self.send(number)
        return self.ended()

    def requests(self) -> list[dict[str, Any]]:
        """The lines about requests."""
        lines = [json.loads(line) for line in self.log]
        return [line for line in lines if line["event"] == "request"]


def prepare(data: Path) -> dict[str, str]:
    """A migrated, empty installation; returns the environment of its commands."""
    return {**os.environ, "PORTAL_DATA_DIR": str(installed(data))}


@contextmanager
def serving(environment: dict[str, str], *words: str) -> Iterator[Running]:
    """`portal serve` on a free port, until the block ends."""
    (out, to_out), (err, to_err) = WARM.Pipe(duplex=False), WARM.Pipe(duplex=False)
    process = WARM.Process(target=_serve, args=(environment, words, to_out, to_err))
    process.start()
    to_out.close()
    to_err.close()
    with out, err, reading(out) as output, reading(err) as errors:
        log: list[str] = []
        reader = threading.Thread(target=lambda lines: log.extend(lines), args=[errors], daemon=True)
        reader.start()
        try:
            line = output.readline()
            found = STARTED.search(line)
            if found is None:
                reader.join(30)
            assert found is not None, (line, log)
            yield Running(process, int(found[1]), output, log)
        finally:
            process.kill()
            process.join(30)
            reader.join(30)
            assert not reader.is_alive(), "what it began lives on and holds the pipe"


def reading(end: Connection) -> TextIO:
    """What comes there, as text."""
    return os.fdopen(os.dup(end.fileno()), encoding="utf-8")


def _serve(environment: dict[str, str], words: tuple[str, ...], to_out: Connection, to_err: Connection) -> None:
    as_told(environment)
    for number, end in enumerate((to_out, to_err), start=1):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))

    from portal.cli import main

    sys.exit(main(["serve", "--port", "0", *words]))
