"""A folder of faxes, a tenth of them broken, and its watcher killed again and again: `python -m tests.faxing 1000 20`.

Every good page is in the tray once, every broken fax is set aside with its reason, the folder is empty, and the last
line tells faxes a second.
"""

import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from threading import Event

from flask import Flask
from sqlalchemy import func, select

from portal.adapters.clock import system_clock
from portal.adapters.uploads import UploadLimits
from portal.app import create_app
from portal.config import Settings
from portal.domain.faxes import FaxState
from portal.fax_taking import FaxTaker
from portal.fax_watch import FaxWatcher
from portal.models import Fax, FaxPage, db, schema
from portal.services import kept_files
from tests import faxes

EVERY_BROKEN = 10
"""One fax of so many is broken."""
WATCH = "watch"
PAGES = 3
"""A sound one has one to so many."""


def portal_with_a_folder(place: Path) -> tuple[Flask, Path]:
    """A portal of its own, and the folder its faxes come into."""
    app = create_app(Settings(data_dir=place / "data"))
    with app.app_context():
        schema.upgrade(db.engine)
    folder = place / "drop"
    folder.mkdir()
    return app, folder


def fill(folder: Path, count: int) -> dict[str, int | str]:
    """Drop so many; returns what is to become of each: its pages, or why it is set aside."""
    expected: dict[str, int | str] = {}
    for serial in range(1, count + 1):
        name = f"fax{serial:05d}.tif"
        if serial % EVERY_BROKEN == 0:
            broken = list(faxes.spoilt(serial))
            content, trouble = broken[serial // EVERY_BROKEN % len(broken)]
            expected[name] = trouble
        else:
            pages = serial % PAGES + 1
            content, expected[name] = faxes.fax(serial % 2000, pages), pages
        (folder / name).write_bytes(content)
    return expected


def watching(app: Flask, folder: Path) -> subprocess.Popen[bytes]:
    """A process that watches; what is unfinished is given up at once, for nobody writes here."""
    settings: Settings = app.config["PORTAL_SETTINGS"]
    return subprocess.Popen([sys.executable, "-m", "tests.faxing", WATCH, str(settings.data_dir), str(folder)])


def watch(data: Path, folder: Path) -> None:
    """What that process does, until it is killed or told to stop."""
    app, stop = create_app(Settings(data_dir=data)), Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with app.app_context():
        taker = FaxTaker(app.extensions["portal_papers"], UploadLimits(), system_clock)
        FaxWatcher(taker, {"wenshang": folder}, quiet=0.0, patience=0.0).run(stop)


def left(folder: Path) -> int:
    """How many files lie there still."""
    return sum(1 for _each in folder.iterdir())


def killed(app: Flask, folder: Path, times: int) -> float:
    """Kill the watcher so often, each time after its share of the files, and let the last one end; seconds it took."""
    count, begun = left(folder), time.monotonic()
    for kill in range(times + 1):
        process = watching(app, folder)
        enough = count * (times - kill) // (times + 1)
        while left(folder) > enough and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL if kill < times else signal.SIGTERM)
        process.wait()
    return time.monotonic() - begun


def faults(app: Flask, folder: Path, expected: dict[str, int | str]) -> list[str]:
    """What is not as it should be."""
    files = app.extensions["portal_papers"]
    with app.app_context():
        rows = db.session.scalars(select(Fax)).all()
        found: dict[str, Counter[int | str]] = {}
        for fax in rows:
            what: int | str = len(fax.pages) if fax.state is FaxState.WAITING else str(fax.trouble)
            found.setdefault(fax.name or "", Counter())[what] += 1
        pages = db.session.scalar(select(func.count(FaxPage.id)))
        kept, named = {each.key for each in files.kept()}, kept_files.all_named()
    wanted = {name: Counter({what: 1}) for name, what in expected.items()}
    checks = {
        f"{left(folder)} files are left": left(folder) == 0,
        "a fax is missing, doubled or unexplained": found == wanted,
        "pages are missing or doubled": pages == sum(what for what in expected.values() if isinstance(what, int)),
        "a file of a row is missing": named <= kept,
    }
    return [name for name, is_so in checks.items() if not is_so]


def main() -> int:
    """So many faxes and kills as the command line says."""
    if sys.argv[1:2] == [WATCH]:
        watch(Path(sys.argv[2]), Path(sys.argv[3]))
        return 0
    count, times = (int(word) for word in (sys.argv[1:3] if len(sys.argv) > 2 else ("1000", "20")))
    with tempfile.TemporaryDirectory() as place:
        app, folder = portal_with_a_folder(Path(place))
        expected = fill(folder, count)
        seconds = killed(app, folder, times)
        found = faults(app, folder, expected)
    print("; ".join(found) or "every good page once, every broken fax explained")
    print(f"faxing: faxes={count} kills={times} seconds={seconds:.0f} faxes_a_second={count / seconds:.1f}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
