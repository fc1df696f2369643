"""`portal db upgrade` killed at random moments: the schema is the old one or the new one, never between."""

import os
import random
import re
import time
from collections.abc import Sequence
from hashlib import sha256
from multiprocessing.connection import Connection

from sqlalchemy import Engine, text

from portal.cli import db
from portal.models import schema
from portal.models.crypto import load_keyring
from portal.models.engine import build_engine
from portal.models.sealed import vault
from tests.faults.served_portal import ServedPortal
from tests.processes import WARM

_QUOTED = re.compile(r'^(CREATE TABLE )"(\w+)"')
LATE = 0.8
"""How much sooner the next kill comes after one that came too late."""


def killed_while_migrating(place: ServedPortal, older: Sequence[str], seed: int) -> int:
    """Killed once on the way from each of these schemas; returns how often a kill came too late and was tried again."""
    vault.use(load_keyring(place.settings.key_path, may_create=True))  # some steps back open what the steps on sealed
    engine, dice, late = build_engine(place.settings.database), random.Random(seed), 0
    _at(engine, older[0])
    latest = _upgrade(place, None)
    new = digest(engine)
    for revision in older:
        old = _at(engine, revision)
        while _upgrade(place, dice.uniform(0, latest)):
            late, latest = late + 1, latest * LATE
            _at(engine, revision)
        found = digest(engine)
        assert found in (old, new), f"half a schema after {revision}"
        latest = _upgrade(place, None)
        assert digest(engine) == new
    engine.dispose()
    return late


def _upgrade(place: ServedPortal, kill_after: float | None) -> float:
    """Upgrade, or be killed so many seconds into it; returns the seconds it took, 0 where it did not come to an end."""
    here, begins = WARM.Pipe(duplex=False)
    process = WARM.Process(target=upgrading, args=(place.environment, begins))
    process.start()
    here.recv()
    begun = time.monotonic()
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    process.join(60)
    is_done = process.exitcode == 0
    assert is_done or kill_after is not None
    return time.monotonic() - begun if is_done else 0


def upgrading(environment: dict[str, str], begins: Connection) -> None:
    """`portal db upgrade`, which says when it begins: then the kill falls into its work and not into its start."""
    os.environ.update(environment)
    begins.send("here")
    db.upgrade()


def _at(engine: Engine, revision: str) -> str:
    """Moved to the newest and from there back to that revision; its digest."""
    schema.upgrade(engine)
    schema.downgrade(engine, revision)
    return digest(engine)


def digest(engine: Engine) -> str:
    """Everything the database says of its tables, columns, constraints, indexes and triggers, in no order: where SQLite
    makes a table anew, alembic writes its constraints down in another order each time, and its name in quotes."""
    queries = {
        "sqlite": ("SELECT type, name, tbl_name, sql FROM sqlite_master",),
        "postgresql": (
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
            "WHERE table_schema = 'public'",
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        ),
    }[engine.dialect.name]
    with engine.connect() as connection:
        rows = [row for question in queries for row in connection.execute(text(question))]
    answers = sorted(
        sorted(_QUOTED.sub(r"\1\2", line).strip(" \t,") for cell in row for line in str(cell).splitlines())
        for row in rows
    )
    return sha256(repr(answers).encode()).hexdigest()
