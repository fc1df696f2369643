"""Runs commands side by side until all have ended or the time is over; each keeps its output in a file of its own."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TAIL = 15
LOOKS_A_SECOND = 2


@dataclass(frozen=True)
class Job:
    """A command, how much it gives way to others (as `nice` counts), and what its environment has besides."""

    command: Sequence[str]
    niceness: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """How one went: its exit status, or that it was stopped because the time was over; and the processor it took."""

    name: str
    status: int | None
    minutes: float
    last_lines: tuple[str, ...]
    processor_minutes: float = 0.0

    @property
    def is_ok(self) -> bool:
        """Whether it ended by itself, with nothing found."""
        return self.status == 0

    def __str__(self) -> str:
        result = "ok" if self.is_ok else "not finished" if self.status is None else f"failed ({self.status})"
        lines = self.last_lines[-1:] if self.is_ok else self.last_lines
        return "\n".join(
            (
                f"{self.name}: {result}, {self.minutes:.0f} min, {self.processor_minutes:.1f} of a core",
                *(f"  {line}" for line in lines),
            )
        )


def run_all(jobs: Mapping[str, Job], folder: Path, seconds: float) -> list[Ended]:
    """Start every job, wait for all of them, and stop whichever are left when the time is over."""
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    running = {name: _started(job, folder / f"{name}.log") for name, job in jobs.items()}
    ended: list[Ended] = []
    while running:
        is_over = time.monotonic() - begun > seconds
        for name, process in list(running.items()):
            pid, waited, usage = os.wait4(process.pid, os.WNOHANG)
            if not pid and not is_over:
                continue
            process.returncode = status = os.waitstatus_to_exitcode(waited) if pid else None
            if not pid:
                os.killpg(process.pid, signal.SIGKILL)  # with whatever it started
                _, process.returncode, usage = os.wait4(process.pid, 0)
            lines = (folder / f"{name}.log").read_text(errors="replace").splitlines()
            minutes, taken = (time.monotonic() - begun) / 60, (usage.ru_utime + usage.ru_stime) / 60
            ended.append(Ended(name, status, minutes, tuple(lines[-TAIL:]), taken))
            print(ended[-1], flush=True)
            del running[name]
        time.sleep(1 / LOOKS_A_SECOND)
    return ended


def _started(job: Job, log: Path) -> "subprocess.Popen[bytes]":
    with log.open("wb") as output:
        return subprocess.Popen(
            ["nice", "-n", str(job.niceness), *job.command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **job.environment},
            start_new_session=True,
        )


def summary(ended: Sequence[Ended]) -> str:
    """The line a script reads."""
    failed = [each.name for each in ended if not each.is_ok]
    return f"sweep: ok={len(ended) - len(failed)} failed={len(failed)}" + (f" ({', '.join(failed)})" if failed else "")
