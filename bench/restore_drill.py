"""A gigabyte and ten thousand papers: backed up while somebody writes, verified, restored, all of it compared.

.venv/bin/python -m bench.restore_drill
"""

import argparse
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert

from portal.adapters.file_store import FileStore
from portal.app import create_app
from portal.backup.checking import verify
from portal.backup.depot import Depot
from portal.backup.making import make
from portal.backup.restoring import restore
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.domain.actor import Actor, Context
from portal.domain.claims import Claims
from portal.domain.vocabulary import Channel, Evidence, FilingStatus, FilingType, NoticeKind, Role
from portal.models import Document, Filing, FilingEvent, Notice, User, db, schema
from portal.models.crypto import Keyring
from portal.models.engine import build_engine
from portal.models.sealed import vault
from portal.models.transaction import transaction
from portal.services import filings, hospitals

FILINGS, FILES, FILE_BYTES, SEALED_BYTES = 60_000, 10_000, 60_000, 1_500
AT_ONCE = 1_000
NOW = datetime.now(UTC)


def quiet(_what: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    begun = time.perf_counter()
    yield
    print(f"drill: {what}: {time.perf_counter() - begun:.1f} s", flush=True)


def fill(files: FileStore, user: User) -> None:
    """Rows of the size that real ones have, and papers that open; nobody's data."""
    keys = [files.put(secrets.token_bytes(FILE_BYTES)) for _turn in range(FILES)]
    for start in range(0, FILINGS, AT_ONCE):
        numbers = range(start + 1, start + AT_ONCE + 1)
        with transaction():
            db.session.execute(insert(Filing), [_filing(number, user.id) for number in numbers])
            db.session.execute(insert(FilingEvent), [_event(n, user.id, kind) for n in numbers for kind in KINDS])
            db.session.execute(insert(Notice), [_notice(n, kind) for n in numbers for kind in NOTICES])
            if start < FILES:
                db.session.execute(insert(Document), [_document(n, keys[n - 1], user.id) for n in numbers])


KINDS = ("submitted", "accepted", "approved")
NOTICES = (NoticeKind.RECEIPT, NoticeKind.DECISION, NoticeKind.FILING_FORM)


def _sealed() -> bytes:
    return os.urandom(SEALED_BYTES)


def _filing(number: int, user: int) -> dict[str, object]:
    return {
        "id": number,
        "uid": f"{number:032x}",
        "number": f"{number:012d}",
        "county": "wenshang",
        "item_id": "wenshang.long-term",
        "item_version": "1",
        "filing_type": FilingType.LONG_TERM_RESIDENT,
        "channel": Channel.ONLINE,
        "status": FilingStatus.WITHDRAWN,
        "version": 2,
        "entered_by_id": user,
        "claims_sealed": _sealed(),
        "person_index": secrets.token_hex(16),
        "created_at": NOW,
        "updated_at": NOW,
        "submitted_at": NOW,
    }


def _event(number: int, user: int, kind: str) -> dict[str, object]:
    return {
        "uid": secrets.token_hex(16),
        "filing_id": number,
        "at": NOW,
        "actor_id": user,
        "actor_role": Role.CITIZEN,
        "kind": kind,
        "channel": Channel.ONLINE,
    }


def _notice(number: int, kind: NoticeKind) -> dict[str, object]:
    return {
        "uid": secrets.token_hex(16),
        "number": f"{kind.value[:3]}-{number}",
        "filing_id": number,
        "kind": kind,
        "issued_at": NOW,
        "paper_sealed": _sealed(),
    }


def _document(number: int, key: str, user: int) -> dict[str, object]:
    return {
        "uid": secrets.token_hex(16),
        "filing_id": number,
        "kind": "residence_proof",
        "evidence": Evidence.UPLOAD,
        "storage_key": key,
        "media_type": "image/jpeg",
        "size": FILE_BYTES,
        "sha256": secrets.token_hex(32),
        "added_at": NOW,
        "added_by_id": user,
    }


@contextmanager
def somebody_writes(app: Flask, user: int) -> Iterator[list[float]]:
    """Drafts are opened all the while; gives the seconds each took."""
    stop, took = threading.Event(), list[float]()

    def write() -> None:
        ctx = Context(Actor(user, Role.CITIZEN), NOW)
        with app.app_context():
            while not stop.wait(0.01):
                begun = time.perf_counter()
                filings.open_draft(ctx, "wenshang.long-term", Claims())
                db.session.remove()
                took.append(time.perf_counter() - begun)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield took
    finally:
        stop.set()
        writer.join()


def drill(place: Path, restored_url: Callable[[], str]) -> None:
    """The whole of it."""
    app = create_app(Settings(data_dir=place / "var"))
    files: FileStore = app.extensions["portal_papers"]
    keyring: Keyring = vault.keyring
    depot = Depot(place / "depot", keyring)
    with app.app_context():
        schema.upgrade(db.engine)
        hospitals.sync(Catalogue.load())
        user = User(role=Role.CITIZEN, username="drill", password_hash="-", created_at=NOW)
        with transaction():
            db.session.add(user)
        with timed("filled"):
            fill(files, user)
        rows_bytes = (place / "var" / "portal.sqlite3").stat().st_size
        print(f"drill: database {rows_bytes // 1_000_000} MB, papers {FILES * FILE_BYTES // 1_000_000} MB", flush=True)
        with somebody_writes(app, user.id) as took:
            with timed("backup and read back, while somebody writes"):
                first = make(db.engine, files, depot, NOW, 7, quiet)
            with timed("second backup, only what is new"):
                made = make(db.engine, files, depot, NOW + timedelta(seconds=90), 7, quiet)
        print(f"drill: meanwhile {len(took)} drafts were opened, the slowest in {1000 * max(took):.0f} ms", flush=True)
        new = f"new {first.new_files} then {made.new_files}"
        print(f"drill: rows={made.manifest.rows} papers={made.manifest.papers} {new}", flush=True)
        with timed("verify"):
            verify(depot, made.backup, NOW, quiet)
        db.engine.dispose()
    engine = build_engine(restored_url())
    with timed("restore, every row and paper compared"):
        done = restore(engine, FileStore(place / "restored" / "papers", keyring), depot, made.backup, NOW, quiet)
    print(f"drill: restored rows={done.manifest.rows} papers={done.manifest.papers} equal=yes")
    engine.dispose()


def main() -> None:
    """On SQLite, or restored to the database one names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", metavar="URL", help="an empty database to restore into; a new SQLite file otherwise")
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="portal-drill-"))
    (place / "restored").mkdir()
    try:
        drill(place, lambda: given.into or f"sqlite:///{place / 'restored' / 'portal.sqlite3'}")
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
