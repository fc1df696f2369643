"""A unit's spreadsheet with a worker that is killed half-way and started again: `python -m tests.importing_staff 2000`.

Each of the staff has one filing, the report names each wrong row, and the last line tells rows a second and memory. The
worker draws the receipts in between, as it does for everybody: the rows have their share of it.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.app import create_app
from portal.config import Settings
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, ReferralImport, ReferralImportRefusal, User, db, schema
from portal.services import referral_imports
from tests.employers import unit_staff
from tests.importing import EVERY_WRONG, handled
from tests.people import acting
from tests.web.employer.sheets import sheet, staff_row

LOOKS_A_SECOND = 5


def portal_with_a_unit(folder: Path) -> Flask:
    """A portal of its own, in which one unit has one account."""
    app = create_app(Settings(data_dir=folder))
    with app.app_context():
        schema.upgrade(db.engine)
        unit_staff("hr")
    return app


def rows(count: int) -> Iterator[Mapping[str, Any]]:
    """So many of the staff; some without a telephone."""
    for serial in range(1, count + 1):
        yield staff_row(serial, **({"phone": ""} if serial % EVERY_WRONG == 0 else {}))


def send(app: Flask, content: bytes) -> None:
    """The unit's account sends it, as by its page."""
    with app.app_context():
        key = app.extensions["portal_papers"].put(content)
        sender = db.session.scalars(select(User).where(User.username == "hr")).one()
        referral_imports.begin(acting(sender), content, key, "zh", "long-term")


@contextmanager
def working(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The worker at work; killed where it still is, as by a power cut."""
    command = [sys.executable, "-m", "portal.cli", "worker"]
    environment = {**os.environ, "PORTAL_DATA_DIR": str(folder)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def wait_for(process: "subprocess.Popen[bytes]", is_so: Callable[[], bool]) -> None:
    """Until it is so, or the worker died."""
    while not is_so() and process.poll() is None:
        time.sleep(1 / LOOKS_A_SECOND)


def has_ended(app: Flask) -> bool:
    """Whether every row is behind it."""
    with app.app_context():
        return db.session.scalar(select(ReferralImport.ended_at)) is not None


def faults(app: Flask, count: int) -> list[str]:
    """What is not as it should be."""
    wrong = count // EVERY_WRONG
    with app.app_context():
        people = Counter(db.session.scalars(select(Filing.person_index)))
        made = db.session.scalars(select(ReferralImport)).one()
        of_the_unit = Filing.channel == Channel.ONLINE, Filing.status == FilingStatus.SUBMITTED
        sent = db.session.scalar(select(func.count(Filing.id)).where(*of_the_unit, Filing.employer_id.is_not(None)))
        states = (made.row_count, made.handled, made.sent, made.repeated, made.refused, made.file_key)
        refused = db.session.scalars(select(ReferralImportRefusal).order_by(ReferralImportRefusal.row_number)).all()
        numbers, reasons = [each.row_number for each in refused], [each.content.reasons for each in refused]
    checks = {
        "a person is there twice": max(people.values()) == 1,
        f"{sent} filings": sent == count - wrong,
        f"counted {states}": states == (count, count, count - wrong, 0, wrong, None),
        "rows are missing in the report": numbers == [number * EVERY_WRONG + 1 for number in range(1, wrong + 1)],
        "a reason does not name its column": all("联系电话" in reason for each in reasons for reason in each),
    }
    return [name for name, is_so in checks.items() if not is_so]


def main() -> int:
    """So many rows as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        app = portal_with_a_unit(folder)
        send(app, sheet(dict(each) for each in rows(count)))
        begun = time.monotonic()
        with working(folder) as first:
            wait_for(first, lambda: handled(app) > count // 2)
        half, seconds = handled(app), time.monotonic() - begun
        print(f"killed after {half} of {count} rows and {seconds:.0f} s", flush=True)
        with working(folder) as second:
            wait_for(second, lambda: has_ended(app))
        found = faults(app, count)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print("; ".join(found) or "each of the staff once, the report right")
    print(f"importing_staff: rows={count} killed_at={half} rows_a_second={half / seconds:.0f} memory_mb={memory}")
    return 1 if found or not 0 < half < count else 0


if __name__ == "__main__":
    sys.exit(main())
