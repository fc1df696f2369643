"""The power is cut during the very first start: a key that anything was sealed with is on the disk for sure."""

import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from tests.faults.disk import Disk
from tests.faults.served_portal import PORTAL, ServedPortal
from tests.faults.trace import calls, tracer


def cut_in_first_start(place: ServedPortal) -> int:
    """`portal init` and the first account under the tracer, cut after each sync; returns how many calls there were."""
    folder = Path(tempfile.mkdtemp(prefix="portal-first-"))
    trace, cuts = folder / "trace", 0
    place.data.parent.mkdir(parents=True, exist_ok=True)
    before = folder / "before"
    shutil.copytree(place.data.parent, before)
    words = "['user', 'add', 'a', '--role', 'clerk', '--county', 'wenshang']"
    script = f"from portal.cli import main; main(['init']); main({words})"
    command = [*tracer(trace), PORTAL[0], "-c", script]
    subprocess.run(command, env=place.environment, check=True, capture_output=True)
    disk, has_rows = Disk(place.data.parent, before), False
    for call in calls(trace):
        disk.see(call)
        cuts += 1
        if call.name in ("fsync", "fdatasync"):
            has_rows = _key_outlives_rows(disk, place)
    assert has_rows, "the account was acknowledged, and a power cut takes it"
    return cuts


def _key_outlives_rows(disk: Disk, place: ServedPortal) -> bool:
    """Cut here: where a sealed row is left, its key is left too. Says whether there is such a row."""
    with tempfile.TemporaryDirectory() as left:
        disk.after_power_cut(Path(left), None)
        data = Path(left) / place.data.name
        if not (data / "portal.sqlite3").exists() or not _holds_sealed(data / "portal.sqlite3"):
            return False
        key = data / "keys" / "portal.key"
        assert key.exists(), "an invitation is sealed with a key that the power cut took"
        assert len(key.read_text().strip()) == 64
        return True


def _holds_sealed(file: Path) -> bool:
    database = sqlite3.connect(file)
    try:
        return bool(database.execute("SELECT 1 FROM tokens LIMIT 1").fetchall())
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()
