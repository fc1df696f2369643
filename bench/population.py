"""Filings by the thousand to measure on: the demo's cases played by the services, then the same again for other people.

Through the product's own mapping, so that every row holds what a real one holds and opens like one; only what is closed
and beyond `SEALED` is cloned in SQL (`bench.unsealed`). What is many grows from a copy of what is few, so that both
open by one key. Kept between runs in `KEPT` (`BENCH_DIR` says where), by what the program stores and how many they are.
"""

import argparse
import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import func, inspect, select, text

from bench.unsealed import multiplied
from portal.app import create_app
from portal.cli.demo import fill
from portal.cli.progress import Bar
from portal.config import Settings
from portal.demo.people import demo_person
from portal.domain.numbering import new_filing_number
from portal.domain.vocabulary import UNDECIDED
from portal.models import Base, Filing, FilingEvent, Notice, db, schema
from portal.models.folder_lock import held
from portal.models.sealed import sealed_names
from portal.models.transaction import transaction
from portal.services import claims, hospitals, passwords
from portal.services.rulebook import rulebook

KEPT = Path(os.environ.get("BENCH_DIR") or Path.home() / ".cache" / "portal-bench")
FEW = 10_000
SEALED = 150_000
BATCH = 500
OPEN_PER_MILLE = 40
CLONED = Filing.claimed_by.startswith("bench:")
Kind = type[Filing] | type[FilingEvent] | type[Notice]


def portal_of(count: int) -> Flask:
    """A portal with that many filings; made at the first call, and found again as long as the schema is the same."""
    folder = KEPT / f"{_schema_digest()}-{count}"
    if not folder.exists():
        _make(folder.with_suffix(".making"), count)
        folder.with_suffix(".making").rename(folder)
    return create_app(Settings(data_dir=folder))


def _schema_digest() -> str:
    tables = "\n".join(str(inspect(table).columns.keys()) for table in Base.metadata.sorted_tables)
    return hashlib.sha256(f"{schema.known_head()}\n{tables}".encode()).hexdigest()[:12]


def _make(making: Path, count: int) -> None:
    """Begun, or taken up where it was left: a million are the work of an hour."""
    if count > FEW and not making.exists():
        few: Settings = portal_of(FEW).config["PORTAL_SETTINGS"]
        begun = making.with_suffix(".begun")
        shutil.rmtree(begun, ignore_errors=True)
        shutil.copytree(few.data_dir, begun)
        begun.rename(making)
    elif count <= FEW:
        shutil.rmtree(making, ignore_errors=True)
    app = create_app(Settings(data_dir=making))
    with app.app_context(), held(making, fcntl.LOCK_NB):
        if count <= FEW:
            schema.upgrade(db.engine)
            hospitals.sync(rulebook.catalogue)
            fill(app, passwords.make_hash(secrets.token_hex()))
        _multiply(count)
        db.session.remove()
        db.engine.dispose()


def _multiply(count: int) -> None:
    db.session.execute(text("PRAGMA cache_size = -1000000"))  # kilobytes: the indexes of a million lie anywhere in it
    there = db.session.scalar(select(func.count()).select_from(Filing)) or 0
    sealed, bar = min(count, SEALED), Bar()
    for done in _sealed_clones(there, sealed):
        bar(f"{sealed} filings", done, sealed)
    bar.close()
    left = count - max(there, sealed)
    for done in multiplied(left):
        bar(f"{left} closed ones, cloned in SQL", done, left)
    bar.close()


class _Opened(NamedTuple):
    """A row to make others like it: its columns, and what is sealed in it as a value."""

    kind: Kind
    columns: Mapping[str, Any]
    sealed: Mapping[str, Any]

    @classmethod
    def of(cls, row: Filing | FilingEvent | Notice) -> "_Opened":
        kind = type(row)
        names = [column.key for column in kind.__table__.columns if not column.key.endswith("_sealed")]
        columns = {name: getattr(row, name) for name in names if name not in ("id", "uid", "data_key")}
        return cls(kind, columns, {name: getattr(row, name) for name in sealed_names(kind)})

    def again(self, **own: Any) -> Any:
        """The same under another name; what is sealed is sealed anew for it."""
        return self.kind(**{**self.columns, **own}, **self.sealed)


def _sealed_clones(there: int, count: int) -> Iterator[int]:
    sent = select(Filing).where(Filing.submitted_at.is_not(None), ~CLONED).order_by(Filing.id)
    originals = db.session.scalars(sent).all()
    still_open = cycle([each.id for each in originals if each.status in UNDECIDED])
    closed = cycle([each.id for each in originals if each.status not in UNDECIDED])
    opened = {each.id: _Opened.of(each) for each in originals}
    following = {each.id: list(_following(each)) for each in originals}
    numbers = _unused_numbers()
    for start in range(there, count, BATCH):
        serials = range(start, min(start + BATCH, count))
        chosen = [next(still_open if serial % 1000 < OPEN_PER_MILLE else closed) for serial in serials]
        with transaction():
            made = [_clone(opened[of], serial, next(numbers)) for of, serial in zip(chosen, serials, strict=True)]
            db.session.add_all(made)
            db.session.flush()
            pairs = zip(chosen, made, strict=True)
            db.session.add_all(_of_clone(row, one) for of, one in pairs for row in following[of])
        db.session.expunge_all()
        yield serials.stop


def _following(filing: Filing) -> Iterator[_Opened]:
    for kind in (FilingEvent, Notice):
        rows = db.session.scalars(select(kind).where(kind.filing_id == filing.id).order_by(kind.id))
        yield from map(_Opened.of, rows)


def _unused_numbers() -> Iterator[str]:
    """Of 150 thousand drawn by luck two are the same one time in eight."""
    used = set(db.session.scalars(select(Filing.number)))
    while True:
        number = new_filing_number()
        if number not in used:
            used.add(number)
            yield number


def _clone(original: _Opened, serial: int, number: str) -> Filing:
    """Of somebody else, whom no account is bound to."""
    who, stated = demo_person(10_000 + serial), original.sealed["claims"]
    person = replace(stated.person, name=who.name, id_number=who.id_number)
    one = original._replace(sealed={"claims": replace(stated, person=person)})
    made: Filing = one.again(
        number=number,
        submission_key=None,
        amends_id=None,
        applicant_id=None,
        bound_user_id=None,
        claimed_by=f"bench:{serial}",
    )
    claims.index(made)
    return made


def _of_clone(row: _Opened, filing: Filing) -> FilingEvent | Notice:
    own = {"number": secrets.token_hex(8), "kept_key": None} if row.kind is Notice else {}
    return row.again(filing_id=filing.id, **own)


def main() -> None:
    """Make one, to look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    portal_of(parser.parse_args().count)


if __name__ == "__main__":
    main()
