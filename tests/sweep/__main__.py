"""`make sweep`: what takes long, side by side; the last line is `sweep: ok=… failed=…`, and it fails with any of them.

The faults wait for kills and disks half of their time and are in the way of nobody, and the hostile values take
longest: these two go first, the others take what they leave. All but the faults have their folders in memory where
there is room: what they prove is not what a disk keeps. A new sweep is a line of JOBS.
"""

import os
import shutil
import sys
from pathlib import Path

from tests.sweep.running import Job, run_all, summary

PYTHON = sys.executable
LONGEST_SECONDS = 39 * 60
LOGS = Path("build") / "sweep"
MEMORY = Path("/dev/shm")
ROOM_BYTES = 4 * 1024**3


def _job(*arguments: str, niceness: int = 5) -> Job:
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES
    return Job([PYTHON, "-m", *arguments], niceness, {"TMPDIR": str(MEMORY)} if has_room else {})


FAULTS = ("power", "full", "io", "tasks", "database", "writers", "kills", "kills-postgresql")
"""A fault at each single call, at each migration, and a thousand filings that eight clerks decide at once are `make
faults` alone: they take half an hour of a core more."""
JOBS = {
    "faults": Job([PYTHON, "-m", "tests.faults", *FAULTS]),
    "hostile": _job("tests.bad_input", niceness=0),
    "mutants": _job("tests.bad_input.mutants", "5000"),
    "counties": _job("tests.catalogue.mutants", "2000"),
    "guessing": _job("tests.guessing"),
    "oracle": _job("tests.access.oracle", "100000"),
    "canaries": _job("tests.privacy.canaries", "2000"),
    "tampering": _job("tests.tampering", "1000"),
    "importing": _job("tests.importing", "10000", niceness=0),
    "staff": _job("tests.importing_staff", "2000"),
    "faxing": _job("tests.faxing", "1000", "20", niceness=0),
    "hylafax": _job("tests.hylafax"),
    "messages": _job("tests.messaging", "500"),
    "interface": _job("tests.web.api", "300"),
    "whole": _job("tests.whole"),
    "supply": _job("tests.supply"),
}


def main() -> int:
    """Those named on the command line, or all."""
    wanted = sys.argv[1:] or list(JOBS)
    print(f"sweep: {', '.join(wanted)}; what each says is in {LOGS}{os.sep}", flush=True)
    ended = run_all({name: JOBS[name] for name in wanted}, LOGS, LONGEST_SECONDS)
    print(summary(ended))
    return 0 if all(each.is_ok for each in ended) else 1


if __name__ == "__main__":
    sys.exit(main())
