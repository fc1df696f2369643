"""The sweep ends in time whatever its jobs do, and its last line tells how they went."""

import sys
from pathlib import Path

from tests.faults.__main__ import PARTS
from tests.sweep.__main__ import FAULTS, JOBS, LONGEST_SECONDS
from tests.sweep.running import Job, run_all, summary

ROOT = Path(__file__).parents[2]


def python(program: str) -> Job:
    """A job that runs these lines."""
    return Job([sys.executable, "-c", program])


def test_each_job_is_counted_as_it_went(tmp_path: Path) -> None:
    jobs = {
        "sound": python("print('1 of 1')"),
        "faulty": python("print('found one'); raise SystemExit(3)"),
    }
    endless = python("import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])")
    all_ended = [*run_all(jobs, tmp_path / "logs", 600), *run_all({"endless": endless}, tmp_path / "logs", 0)]
    ended = {each.name: each for each in all_ended}
    assert {name: each.status for name, each in ended.items()} == {"sound": 0, "faulty": 3, "endless": None}
    assert ended["sound"].last_lines == ("1 of 1",)
    assert "found one" in str(ended["faulty"])
    assert summary([ended["sound"]]) == "sweep: ok=1 failed=0"
    assert summary([ended["sound"], ended["faulty"], ended["endless"]]) == "sweep: ok=1 failed=2 (faulty, endless)"


def test_it_takes_less_than_forty_minutes_and_runs_modules_that_are_there() -> None:
    assert LONGEST_SECONDS < 40 * 60
    for job in JOBS.values():
        module = ROOT / job.command[2].replace(".", "/")
        assert (module / "__main__.py").is_file() or module.with_suffix(".py").is_file(), job
    assert set(FAULTS) < set(PARTS)
