"""Filings sent in through the services, as part of those whose four rows are written by hand: by the clock, for the
disk is waited for too.

By hand: one transaction of a filing, its event, its task and its document, with the indexes that a queue and a search
need, in plain `sqlite3`, synced to the disk as the portal's own are.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from portal.app import create_app
from portal.config import Settings
from portal.domain.actor import Context
from portal.models import db, schema
from portal.services import filings, hospitals
from portal.services.rulebook import rulebook
from tests.people import acting, citizen, long_stay, person

ROUNDS, EACH = 7, 20
COLUMNS = 18
TABLES = f"""
CREATE TABLE filings (id {{key}}, {", ".join(f"c{n} TEXT" for n in range(COLUMNS - 1))}, UNIQUE (c0));
CREATE INDEX queue ON filings (c1, c2) WHERE c3 IS NOT NULL;
CREATE INDEX searched ON filings (c4, id);
CREATE TABLE events (id {{key}}, filing INTEGER REFERENCES filings, at TEXT, kind TEXT, detail TEXT);
CREATE TABLE tasks (id {{key}}, kind TEXT, subject TEXT, due_at TEXT);
CREATE TABLE documents (id {{key}}, filing INTEGER REFERENCES filings, kind TEXT, digest TEXT);
"""
"""What is written by hand; `key` as the engine spells a number it counts itself."""
Draft = tuple[Context, str]
"""Who may send it in, and its number."""


def measured() -> list[float]:
    """The ratio of each round: sent in each second, to written by hand each second."""
    with tempfile.TemporaryDirectory() as folder, closing(_by_hand_in(Path(folder) / "floor.sqlite3")) as floor:
        app = create_app(Settings(data_dir=Path(folder) / "var"))
        with app.app_context():
            schema.upgrade(db.engine)
            hospitals.sync(rulebook.catalogue)
            drafts = [draft(serial) for serial in range(1, (ROUNDS + 1) * EACH + 1)]
            send(drafts[:EACH])
            ratios = [_by_hand(floor, turn) / _sent_in(drafts, turn) for turn in range(1, ROUNDS + 1)]
            db.session.remove()
            db.engine.dispose()
    return ratios


def _by_hand_in(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(TABLES.format(key="INTEGER PRIMARY KEY"))
    return connection


def draft(serial: int) -> Draft:
    """A filing that its citizen may send in."""
    who = person(serial)
    ctx = acting(citizen(who))
    return ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(who)).number


def _by_hand(floor: sqlite3.Connection, turn: int) -> float:
    return _seconds(lambda: _written_by_hand(floor, turn))


def _sent_in(drafts: list[Draft], turn: int) -> float:
    return _seconds(lambda: send(drafts[turn * EACH : (turn + 1) * EACH]))


def send(drafts: list[Draft]) -> None:
    """Send each in as in requests: each reads anew."""
    for ctx, number in drafts:
        assert filings.submit(ctx, number).submitted_at is not None
        db.session.remove()


def _written_by_hand(connection: sqlite3.Connection, turn: int) -> None:
    places = ", ".join("?" * (COLUMNS - 1))
    for serial in range(EACH):
        values = [f"{turn}-{serial}-{column}" for column in range(COLUMNS - 1)]
        connection.execute("BEGIN IMMEDIATE")
        filing = connection.execute(f"INSERT INTO filings VALUES (NULL, {places})", values).lastrowid
        connection.execute("INSERT INTO events VALUES (NULL, ?, 'now', 'submitted', '')", (filing,))
        connection.execute("INSERT INTO tasks VALUES (NULL, 'keep', ?, 'now')", (values[0],))
        connection.execute("INSERT INTO documents VALUES (NULL, ?, 'form', '')", (filing,))
        connection.execute("COMMIT")


def _seconds(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
