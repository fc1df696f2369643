"""`make sweep`: what takes long, side by side; the last line is `sweep: ok=… failed=…`, and it fails with any of them.

The faults wait for kills and disks half of their time and are in the way of nobody; the others take what they leave.
A new sweep is a line of JOBS.
"""

import os
import sys
from pathlib import Path

from tests.sweep.running import Job, run_all, summary

PYTHON = sys.executable
LONGEST_SECONDS = 39 * 60
LOGS = Path("build") / "sweep"
JOBS = {
    "faults": Job([PYTHON, "-m", "tests.faults"]),
    "hostile": Job([PYTHON, "-m", "tests.bad_input"], niceness=5),
    "mutants": Job([PYTHON, "-m", "tests.bad_input.mutants", "5000"], niceness=5),
    "counties": Job([PYTHON, "-m", "tests.catalogue.mutants", "2000"], niceness=5),
    "guessing": Job([PYTHON, "-m", "tests.guessing"], niceness=5),
    "oracle": Job([PYTHON, "-m", "tests.access.oracle", "100000"], niceness=5),
    "canaries": Job([PYTHON, "-m", "tests.privacy.canaries", "2000"], niceness=5),
    "tampering": Job([PYTHON, "-m", "tests.tampering", "1000"], niceness=5),
    "importing": Job([PYTHON, "-m", "tests.importing", "10000"]),
    "faxing": Job([PYTHON, "-m", "tests.faxing", "1000", "20"]),
    "hylafax": Job([PYTHON, "-m", "tests.hylafax"], niceness=5),
    "messages": Job([PYTHON, "-m", "tests.messaging", "500"], niceness=5),
    "interface": Job([PYTHON, "-m", "tests.web.api", "1000"], niceness=5),
    "whole": Job([PYTHON, "-m", "tests.whole"], niceness=5),
    "supply": Job([PYTHON, "-m", "tests.supply"], niceness=5),
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
