"""Filings by the thousand to measure on: the demo's cases played by the services, then the same again for other people.

Through the product's own mapping, so that every row holds what a real one holds and opens like one; only what is closed
and beyond `SEALED` is cloned in SQL, under random names, and does not open: no page that is measured shows it. Clones
have events and notices and no papers. Kept between runs in `.bench/`, by what the program stores and how many they are.
"""

import argparse
import hashlib
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import func, inspect, select, text

from portal.app import create_app
from portal.cli.demo import fill
from portal.cli.progress import Bar
from portal.config import Settings
from portal.demo.people import demo_person
from portal.domain.numbering import new_filing_number
from portal.domain.vocabulary import UNDECIDED
from portal.models import Base, Filing, FilingEvent, Notice, db, schema
from portal.models.sealed import Sealed
from portal.services import claims, hospitals, passwords
from portal.services.rulebook import rulebook

KEPT = Path(__file__).resolve().parent.parent / ".bench"
SEALED = 150_000
BATCH = 500
OPEN_PER_MILLE = 40
Kept = TypeVar("Kept", Filing, FilingEvent, Notice)


def portal_of(count: int) -> Flask:
    """A portal with that many filings; made at the first call, and found again as long as the schema is the same."""
    folder = KEPT / f"{_schema_digest()}-{count}"
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        app = create_app(Settings(data_dir=folder))
        with app.app_context():
            schema.upgrade(db.engine)
            hospitals.sync(rulebook.catalogue)
            fill(app, passwords.make_hash(secrets.token_hex()))
            _multiply(count)
        ready.touch()
    return create_app(Settings(data_dir=folder))


def _schema_digest() -> str:
    tables = "\n".join(str(inspect(table).columns.keys()) for table in Base.metadata.sorted_tables)
    return hashlib.sha256(tables.encode()).hexdigest()[:12]


def _multiply(count: int) -> None:
    there = db.session.scalar(select(func.count()).select_from(Filing)) or 0
    sealed = min(count, SEALED)
    bar = Bar()
    for done in _sealed_clones(there, sealed):
        bar(f"{sealed} filings", done, sealed)
    bar.close()
    for done in _unsealed_clones(count - sealed):
        bar(f"{count - sealed} closed ones, cloned in SQL", done, count - sealed)
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _sealed_clones(there: int, count: int) -> Iterator[int]:
    originals = db.session.scalars(select(Filing).where(Filing.submitted_at.is_not(None)).order_by(Filing.id)).all()
    still_open = cycle([each for each in originals if each.status in UNDECIDED])
    closed = cycle([each for each in originals if each.status not in UNDECIDED])
    follows = {
        kind: {each.id: db.session.scalars(select(kind).where(kind.filing_id == each.id)).all() for each in originals}
        for kind in (FilingEvent, Notice)
    }
    db.session.expunge_all()
    for start in range(there, count, BATCH):
        for serial in range(start, min(start + BATCH, count)):
            original = next(still_open if serial % 1000 < OPEN_PER_MILLE else closed)
            _clone(original, serial, [row for kept in follows.values() for row in kept[original.id]])
        db.session.commit()
        db.session.expunge_all()
        yield min(start + BATCH, count)


def _clone(original: Filing, serial: int, following: Sequence[FilingEvent | Notice]) -> None:
    who = demo_person(10_000 + serial)
    stated = original.claims
    person = replace(stated.person, name=who.name, id_number=who.id_number)
    made = _copied(original, number=new_filing_number(), submission_key=None, amends_id=None)
    made.claims = replace(stated, person=person)
    claims.index(made)
    made.applicant_id = made.bound_user_id = None
    made.claimed_by = f"bench:{serial}"
    db.session.add(made)
    db.session.flush()
    for row in following:
        own = {"number": secrets.token_hex(8), "kept_key": None} if isinstance(row, Notice) else {}
        db.session.add(_copied(row, filing_id=made.id, **own))


def _copied(row: Kept, **own: Any) -> Kept:
    """The same row under another name; what is sealed is opened and sealed anew for it."""
    kind = type(row)
    sealed = [name for name, value in vars(kind).items() if isinstance(value, Sealed)]
    columns = [column.key for column in kind.__table__.columns if not column.key.endswith("_sealed")]
    values = {name: getattr(row, name) for name in columns if name not in ("id", "uid", "data_key")}
    return kind(**{**values, **own}, **{name: getattr(row, name) for name in sealed})


def _unsealed_clones(count: int) -> Iterator[int]:
    columns = [column.name for column in Filing.__table__.columns]
    own = {
        "id": None,
        "uid": "lower(hex(randomblob(16)))",
        "number": "printf('%012d', abs(random()) % 1000000000000)",
        "submission_key": "NULL",
        "person_index": "lower(hex(randomblob(16)))",
        "claimed_by": "'bench:' || lower(hex(randomblob(12)))",
        "submitted_at": "datetime(submitted_at, '-' || (abs(random()) % 40000000) || ' seconds') || '.000000'",
    }
    named = [name for name in columns if name != "id"]
    chosen = ", ".join(own.get(name) or name for name in named)
    closed = "submitted_at IS NOT NULL AND queue_due_on IS NULL"
    step = 20_000
    for start in range(0, count, step):
        number = min(step, count - start)
        db.session.execute(
            text(
                f"INSERT OR IGNORE INTO filings ({', '.join(named)})"
                f" SELECT {chosen} FROM filings WHERE id <= {SEALED} AND {closed} LIMIT {number}"
            )
        )
        db.session.commit()
        yield start + number


def main() -> None:
    """Make one, to look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    portal_of(parser.parse_args().count)


if __name__ == "__main__":
    main()
