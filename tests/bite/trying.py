"""Tries a flaw: plants it in a copy of the tree, runs its tests there, and says what came of it.

Caught is what a test that ran found wrong. A copy that cannot be imported or set up shows nothing of the law.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.bite.flaw import ROOT, Flaw

LONGEST_SECONDS = 240
_FAILED = re.compile(r"^FAILED (\S+?)(?:\[.*?\])?(?: - (\w+).*)?$", re.M)
_BROKEN = frozenset({"ImportError", "ModuleNotFoundError", "NameError", "SyntaxError"})
_TESTS_FAILED = 1


class Result(StrEnum):
    """What came of a flaw."""

    CAUGHT = "caught"
    SURVIVED = "SURVIVED"
    NO_CATCH = "NO CATCH"  # the tests broke off, in an import or a fixture
    TOO_LONG = "TOO LONG"
    MOVED_ON = "MOVED ON"  # its text or its tests are not in the tree any more


@dataclass(frozen=True, slots=True)
class Attempt:
    """One flaw, what came of it, the test that noticed or what was in the way, and how long it took."""

    flaw: Flaw
    result: Result
    note: str = ""
    seconds: float = 0

    def __str__(self) -> str:
        line = f"{self.result:9} {self.flaw} ({self.seconds:.0f} s)"
        return line if self.result is Result.CAUGHT else f"{line}\n  {self.flaw.law}\n  {self.note}"


def copied_tree(target: Path) -> Path:
    """The tree as it is now, without what git ignores but for the compiled catalogues."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    catalogues = (path.relative_to(ROOT).as_posix() for path in ROOT.glob("portal/translations/*/*/*.mo"))
    for name in (*filter(None, listed), *catalogues):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@contextmanager
def _planted(flaw: Flaw, tree: Path) -> Iterator[None]:
    path = tree / flaw.file
    sound, before = path.read_text("utf-8"), path.stat().st_mtime
    path.write_text(flaw.planted_in(sound), "utf-8")
    _distinct(path, before)
    try:
        yield
    finally:
        path.write_text(sound, "utf-8")
        os.utime(path, (before, before))


def _distinct(path: Path, before: float) -> None:
    """Python and Jinja know a changed file by its second and length; a flaw of the same length must be another file."""
    when = time.time_ns() // 1000 % 10**9 + int(before) % 1000
    os.utime(path, (when, when))


def run_tests(tree: Path, tests: Sequence[str], seconds: int, *options: str) -> "subprocess.CompletedProcess[str]":
    """Those tests on that tree, its own modules and nobody's cache; raises `TimeoutExpired`."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "--tb=no", "-rf"]
    return subprocess.run(
        [*command, "-m", "not browser", *options, *tests],
        cwd=tree,
        env=_environment(tree),
        capture_output=True,
        text=True,
        timeout=seconds,
    )


def _environment(tree: Path) -> dict[str, str]:
    """What is compiled once need not be compiled for each flaw, also on a machine that forbids Python its bytecode."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return given | {"PYTHONPATH": str(tree), "COLUMNS": "250"}


def tried(flaw: Flaw, tree: Path) -> Attempt:
    """Plant it in that copy and run its tests."""
    begun = time.monotonic()
    try:
        with _planted(flaw, tree):
            ran = run_tests(tree, flaw.tests, LONGEST_SECONDS)
    except ValueError as fault:
        return Attempt(flaw, Result.MOVED_ON, str(fault))
    except subprocess.TimeoutExpired:
        return Attempt(flaw, Result.TOO_LONG, f"more than {LONGEST_SECONDS} s", LONGEST_SECONDS)
    result, note = _read(ran.returncode, ran.stdout + ran.stderr)
    return Attempt(flaw, result, note, time.monotonic() - begun)


def _read(status: int, output: str) -> tuple[Result, str]:
    if status == 0:
        return Result.SURVIVED, f"passed: {output.strip().splitlines()[-1]}"
    failed = _FAILED.search(output)
    if status != _TESTS_FAILED or failed is None or failed[2] in _BROKEN:
        return Result.NO_CATCH, " | ".join(output.strip().splitlines()[-4:])
    return Result.CAUGHT, failed[1]
