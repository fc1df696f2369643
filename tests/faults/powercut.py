"""The power is cut at many moments of a recorded load: whoever had been told that something is done finds it done."""

import random
import re
import shutil
import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from portal.adapters.file_store import FileStore
from portal.models.crypto import load_keyring
from tests.faults.disk import Disk
from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.faults.trace import Call, calls, tracer
from tests.faults.visitors import Crowd

ACKNOWLEDGEMENTS = (
    ("approved", re.compile(rb"Location: \S*/clerk/filings/(\d{12})\?done=approved")),
    ("submitted", re.compile(rb"Location: \S*/(?:me|clerk|hospital)/filings/(\d{12})/(?:receipt|entered|issued)")),
    ("opened", re.compile(rb"Location: \S*/apply/draft/(\d{12})/")),
)
HOLDS = {
    "approved": "SELECT number FROM filings WHERE status = 'approved'",
    "submitted": "SELECT number FROM filings WHERE submitted_at IS NOT NULL",
    "opened": "SELECT number FROM filings",
}
CARELESS = (
    "import sys; from portal.models import engine; "
    "engine._PRAGMAS = tuple(each.replace('FULL', 'NORMAL') for each in engine._PRAGMAS); "
    "from portal.cli import main; sys.exit(main(sys.argv[1:]))"
)
"""The portal with the usual advice for WAL; it is there to show that the model bites."""


@dataclass(frozen=True)
class Recording:
    """A load as it was traced, and the installation as it was before."""

    place: ServedPortal
    before: Path
    trace: Path


def record(place: ServedPortal, acts: int, seed: int, careless: bool) -> Recording:
    """Serve a load until so many acts are acknowledged, under the tracer; `careless` with synchronous=NORMAL."""
    folder = Path(tempfile.mkdtemp(prefix="portal-power-"))
    before, trace = folder / "before", folder / "trace"
    shutil.copytree(place.data, before)
    place.prefix = tracer(trace)
    if careless:
        place.program = (sys.executable, "-c", CARELESS)
    crowd = Crowd(lambda: place.port, seed)
    with place.serving(), crowd.at_work():
        crowd.wait_until_acknowledged(acts)
    return Recording(place, before, trace)


def cut_everywhere(recording: Recording, cuts: int, seed: int) -> LossTally:
    """Cut the power at so many moments, each the worst way and once by the dice; count who was told in vain."""
    done = list(calls(recording.trace))
    dice = random.Random(seed)
    moments = set(dice.sample(range(len(done)), min(cuts, len(done)))) | {len(done) - 1}
    disk, acknowledgements, lost = (
        Disk(recording.place.data, recording.before),
        set[tuple[str, str]](),
        set[tuple[str, str]](),
    )
    for moment, call in enumerate(done):
        disk.see(call)
        acknowledgements |= acknowledged(call)
        if moment in moments:
            for way in (None, random.Random(seed + moment)):
                lost |= acknowledgements - _left(disk, recording, way)
    return LossTally(len(acknowledgements), len(lost))


def acknowledged(call: Call) -> set[tuple[str, str]]:
    """What an answer on its way to a client says is done."""
    if call.name != "sendto" or not call.data.startswith(b"HTTP/1.1 303"):
        return set()
    return {(kind, match[1].decode()) for kind, pattern in ACKNOWLEDGEMENTS if (match := pattern.search(call.data))}


def _left(disk: Disk, recording: Recording, dice: random.Random | None) -> set[tuple[str, str]]:
    """What a restarted machine has; raises where the database is broken or a row names a paper that is not there."""
    with tempfile.TemporaryDirectory(prefix="portal-cut-") as folder:
        place = Path(folder)
        disk.after_power_cut(place, dice)
        database = sqlite3.connect(place / "portal.sqlite3")
        try:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            files = FileStore(
                place / "papers", load_keyring(recording.before / "keys" / "portal.key", may_create=False)
            )
            for (key,) in database.execute("SELECT storage_key FROM documents WHERE storage_key IS NOT NULL"):
                files.get(key)
            return {(kind, number) for kind, question in HOLDS.items() for (number,) in database.execute(question)}
        finally:
            database.close()
