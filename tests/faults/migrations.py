"""`portal db upgrade` killed at random moments: the schema is the old one or the new one, never between."""

import random
import re
import subprocess
import sys
import time
from hashlib import sha256

from sqlalchemy import Engine, text

from portal.models import schema
from portal.models.crypto import load_keyring
from portal.models.engine import build_engine
from portal.models.sealed import vault
from tests.faults.served_portal import ServedPortal

UPGRADE = "import sys; from portal.cli import db; print('here', flush=True); sys.exit(db.upgrade())"
"""`portal db upgrade`, which says when all is imported: then the kill falls into its work and not into its start."""
_QUOTED = re.compile(r'^(CREATE TABLE )"(\w+)"')
LATE = 0.8
"""How much sooner the next kill comes after one that came too late."""


def killed_while_migrating(place: ServedPortal, kills: int, seed: int) -> int:
    """From each older schema in turn, killed so many times before its end; returns how often a kill came too late."""
    vault.use(load_keyring(place.settings.key_path, may_create=True))  # some steps back open what the steps on sealed
    engine, dice, late = build_engine(place.settings.database), random.Random(seed), 0
    older = ["base", *schema.revisions()[:-1]]
    _at(engine, "base")
    longest = _upgrade(place, None)
    new = digest(engine)
    for turn in range(kills):
        revision = older[turn % len(older)]
        old, latest = _at(engine, revision), longest
        while _upgrade(place, dice.uniform(0, latest)):
            late, latest = late + 1, latest * LATE
            _at(engine, revision)
        found = digest(engine)
        assert found in (old, new), f"half a schema after {revision}"
        _upgrade(place, None)
        assert digest(engine) == new
    engine.dispose()
    return late


def _upgrade(place: ServedPortal, kill_after: float | None) -> float:
    """Upgrade, or be killed so many seconds into it; returns the seconds it took, 0 where it did not come to an end."""
    process = subprocess.Popen(
        [sys.executable, "-c", UPGRADE], env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    with process, process.stdout:
        process.stdout.readline()
        begun = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        is_done = process.wait(60) == 0
    assert is_done or kill_after is not None
    return time.monotonic() - begun if is_done else 0


def _at(engine: Engine, revision: str) -> str:
    """Empty, and at that revision; its digest."""
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
