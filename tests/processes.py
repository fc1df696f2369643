"""Processes of their own that start at once: forked from a server that has loaded the portal already."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, text

WARM = multiprocessing.get_context("forkserver")
WARM.set_forkserver_preload(
    ["portal.app", "portal.cli.demo", "portal.cli.serve", "portal.cli.backup", "tests.races.workers", "tests.warmed"]
)


def portal(data: Path, *words: str, given: bytes = b"", **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run one of the portal's commands on that data folder, as an operator does; `given` is its standard input."""
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data), **settings}
    with tempfile.TemporaryDirectory() as folder:
        (typed, *outputs) = (Path(folder) / name for name in ("stdin", "stdout", "stderr"))
        typed.write_bytes(given)
        process = WARM.Process(target=_command, args=(words, environment, data.parent, typed, outputs))
        process.start()
        process.join()
        assert process.exitcode is not None
        return subprocess.CompletedProcess(words, process.exitcode, *(file.read_text() for file in outputs))


def installed(data: Path) -> Path:
    """That folder as `portal init` leaves it: done once a process, and copied for whom it is only where to begin."""
    shutil.copytree(Path(_installed().name) / "var", data)
    return data


@cache
def _installed() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    made = portal(Path(folder.name) / "var", "init")
    assert made.returncode == 0, made.stderr
    return folder


def children(pid: int) -> list[int]:
    """The processes that one began."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(is_so: Callable[[], bool], what: str) -> None:
    """Come back when it is so; a busy machine is no fault."""
    waited = threading.Event()
    for _turn in range(1200):
        if is_so():
            return
        waited.wait(0.05)
    raise AssertionError(f"never: {what}")


def answering(pid: int) -> list[int]:
    """Those of `portal serve` that answer: it only watches over them, and the checker has a session of its own."""
    return [child for child, session in _sessions(pid).items() if session != child]


def checker_of(pid: int) -> int:
    """The one process of `portal serve` that all its others share."""
    (checker,) = [child for child, session in _sessions(pid).items() if session == child]
    return checker


def _sessions(pid: int) -> dict[int, int]:
    """Of each of them that is still there: one that just died is in the list and in no session."""
    found = {}
    for child in children(pid):
        with suppress(ProcessLookupError):
            found[child] = os.getsid(child)
    return found


def as_told(environment: Mapping[str, str]) -> None:
    """In a forked process: what one has that was begun with these variables, also where it keeps what passes."""
    os.umask(0)  # the portal's files are its own user's alone, whatever the operator's shell says
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None


def _command(
    words: tuple[str, ...], environment: dict[str, str], folder: Path, typed: Path, outputs: list[Path]
) -> None:
    as_told(environment)
    os.chdir(folder)
    sys.stdin = typed.open(encoding="utf-8")
    for number, file in enumerate(outputs, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)

    from portal.cli import main

    sys.exit(main(words))


def count(data: Path, question: str) -> list[tuple[object, ...]]:
    """Rows of the database, read from outside."""
    engine = create_engine(f"sqlite:///{data / 'portal.sqlite3'}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return rows
