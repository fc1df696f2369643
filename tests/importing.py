"""A big spreadsheet taken at the command line, killed half-way and run again: `python -m tests.importing 10000`.

Each row is there once, the report names each wrong one, and the last line tells rows a second and memory.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.app import create_app
from portal.config import Settings
from portal.models import Filing, ReferralImport, db, schema
from portal.services import hospitals
from portal.services.rulebook import rulebook
from tests.people import hospital_staff
from tests.web.hospital.spreadsheets import row, table, texts

HOSPITAL = "汶上县中医院"
EVERY_WRONG = 100
"""One row of so many has no doctor."""


def portal_with_a_hospital(folder: Path) -> Flask:
    """A portal of its own, in which one hospital has one account."""
    app = create_app(Settings(data_dir=folder))
    with app.app_context():
        schema.upgrade(db.engine)
        hospitals.sync(rulebook.catalogue)
        hospital_staff("tcm", HOSPITAL)
    return app


def rows(count: int) -> Iterator[Mapping[str, Any]]:
    """So many, of different people; some of them wrong."""
    for serial in range(1, count + 1):
        yield row(serial, **({"doctor": ""} if serial % EVERY_WRONG == 0 else {}))


def taking(folder: Path, file: Path, *more: str) -> subprocess.Popen[str]:
    """The command at work."""
    command = [sys.executable, "-m", "portal.cli", "referral", "import", str(file), "--hospital", HOSPITAL]
    environment = {**os.environ, "PORTAL_DATA_DIR": str(folder)}
    return subprocess.Popen([*command, "--consented", *more], env=environment, stdout=subprocess.PIPE, text=True)


def handled(app: Flask) -> int:
    """How many rows are behind the newest import."""
    with app.app_context():
        newest = select(ReferralImport.handled).order_by(ReferralImport.id.desc()).limit(1)
        return db.session.scalar(newest) or 0


def killed_half_way(app: Flask, folder: Path, file: Path, count: int) -> int:
    """How far it was when it was killed."""
    process = taking(folder, file)
    while handled(app) < count // 2 and process.poll() is None:
        time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return handled(app)


def faults(app: Flask, count: int, report: Path) -> list[str]:
    """What is not as it should be."""
    wrong = count // EVERY_WRONG
    with app.app_context():
        people = Counter(db.session.scalars(select(Filing.person_index)))
        made = db.session.scalars(select(ReferralImport)).one()
        lasting = db.session.scalar(select(func.count(Filing.id)))
        states = (made.row_count, made.handled, made.waiting, made.repeated, made.refused, made.file_key)
    reported = texts(report.read_bytes())[1:]
    checks = {
        "a person is there twice": max(people.values()) == 1,
        f"{lasting} filings": lasting == count - wrong,
        f"counted {states}": states == (count, count, count - wrong, 0, wrong, None),
        "rows are missing in the report": [int(line[1]) for line in reported]
        == [number * EVERY_WRONG + 1 for number in range(1, wrong + 1)],
        "a reason does not name its column": all(line[0].startswith("“经治医生*”（K 列）：") for line in reported),
    }
    return [name for name, is_so in checks.items() if not is_so]


def main() -> int:
    """So many rows as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        folder, file, report = (Path(place) / name for name in ("data", "sent.xlsx", "report.xlsx"))
        file.write_bytes(table(rows(count)))
        app = portal_with_a_hospital(folder)
        begun = time.monotonic()
        half = killed_half_way(app, folder, file, count)
        first = time.monotonic() - begun
        print(f"killed after {half} of {count} rows and {first:.0f} s", flush=True)
        output = taking(folder, file, "--report", str(report)).communicate()[0]
        print(output.strip())
        found = faults(app, count, report)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print("; ".join(found) or "each row once, the report right")
    print(f"importing: rows={count} killed_at={half} rows_a_second={half / first:.0f} memory_mb={memory}")
    return 1 if found or not 0 < half < count else 0


if __name__ == "__main__":
    sys.exit(main())
