"""`portal rekey` as an operator meets it: killed without warning, taken up again, and the old version ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import count, portal

pytestmark = pytest.mark.slow
KILLED_AFTER = (0.05, 0.5, 1.0)


def test_killed_and_taken_up_again(tmp_path: Path) -> None:
    data = tmp_path / "var"
    assert portal(data, "init").returncode == 0
    assert portal(data, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang").returncode == 0
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data)}
    for seconds in KILLED_AFTER:
        process = subprocess.Popen([sys.executable, "-m", "portal.cli", "rekey"], env=environment, stdout=-3, stderr=-3)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    done = portal(data, "rekey")
    assert done.returncode == 0, done.stderr
    assert "查找用的索引不变" in done.stdout
    assert portal(data, "rekey", "--destroy-old").returncode == 0
    versions = [line.split()[0] for line in (data / "keys" / "portal.key").read_text().splitlines()]
    assert versions[-1] == "search"
    assert len(versions) == 2
    assert versions[0] >= "2"
    assert portal(data, "user", "add", "li", "--role", "clerk", "--county", "wenshang").returncode == 0
    assert count(data, "SELECT count(*) FROM tokens") == [(2,)]
