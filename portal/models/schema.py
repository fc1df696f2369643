"""The database's schema, moved by migrations: what version it has, what the program knows, and how to get there."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Engine, inspect, text

from portal.models.engine import WRITES

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.operations import BatchOperations, Operations


class UnknownSchema(Exception):
    """The database has a schema this program does not know, or an older one; the message says what to run."""


class DanglingReference(Exception):
    """A move would have left a row that points at one that is not there; the message says of which table."""


def _alembic(part: str) -> Any:
    """Loaded where something moves: with its templates it takes twice as long as Flask, and a server only looks."""
    return import_module(f"alembic.{part}")


def _folder() -> Path:
    """Beside the package when installed, at the clone's top level otherwise."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "migrations"
    return installed if installed.exists() else package.parent / "migrations"


def _config(connection: Connection | None = None) -> "Config":
    config: Config = _alembic("config").Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def known_head() -> str:
    """The newest revision this program brings along; each is a file whose name begins with its number."""
    files = (_folder() / "versions").glob("[0-9]*_*.py")
    head = max((file.name.partition("_")[0] for file in files), default=None)
    if head is None:
        raise UnknownSchema("this installation of the portal has no migrations")
    return head


def current(engine: Engine) -> str | None:
    """The revision the database stands at; None for an empty one."""
    with engine.connect() as connection:
        return current_of(connection)


def current_of(connection: Connection) -> str | None:
    """The same, within a transaction."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def revisions() -> list[str]:
    """Every revision this program has a migration to, oldest first."""
    scripts = _alembic("script").ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in scripts][::-1]


def knows(revision: str) -> bool:
    """Whether this program has a migration of that name."""
    return revision in revisions()


def holds_people(engine: Engine) -> bool:
    """Whether accounts exist, whose data no new key could open."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("users"):
            return False
        return connection.scalar(text("SELECT 1 FROM users LIMIT 1")) is not None


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Move up to `revision` in one transaction: killed half-way, the old schema is still there."""
    with moving(engine) as connection:
        build(connection, revision)


def build(connection: Connection, revision: str) -> None:
    """Move up to `revision` inside the caller's transaction."""
    _alembic("command").upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Move down to `revision` ("base" for nothing at all)."""
    with moving(engine) as connection:
        _alembic("command").downgrade(_config(connection), revision)


@contextmanager
def moving(engine: Engine) -> Iterator[Connection]:
    """One transaction for the whole move, however long an index over a million rows takes."""
    with (
        engine.connect().execution_options(**{WRITES: True}) as connection,
        _references_looked_at_last(connection),
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        yield connection
        _require_references(connection)


@contextmanager
def _references_looked_at_last(connection: Connection) -> Iterator[None]:
    """SQLite changes a CHECK by making the table anew, and drops no table that rows of another point at; it forgets the
    references only outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    sqlite.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        sqlite.execute("PRAGMA foreign_keys=ON")


def _require_references(connection: Connection) -> None:
    """Raise `DanglingReference` where a row points at none: the move is then undone."""
    if connection.dialect.name == "sqlite" and (lost := connection.execute(text("PRAGMA foreign_key_check")).first()):
        raise DanglingReference(f"a row of {lost[0]} points at a row of {lost[2]} that is not there")


@contextmanager
def table_anew(op: "Operations", table: str) -> Iterator["BatchOperations"]:
    """For a migration: alembic's batch mode, in which no trigger is lost.

    SQLite drops a table's own with the old table, and history would no longer be append-only; one of another table
    that looks into this one stops it from being renamed.
    """
    kept = _triggers_that_name(op, table)
    for name, _sql, own in kept:
        if not own:
            op.execute(f"DROP TRIGGER {name}")
    alone = {"resolve_fks": False}  # else all the tables it points at are read too, and those they point at
    with op.batch_alter_table(table, reflect_kwargs=alone) as batch:
        yield batch
    for _name, sql, _own in kept:
        op.execute(sql)


def known_words(op: "Operations", table: str, column: str = "kind") -> set[str]:
    """For a migration: the words that the CHECK of a column knows now, as either engine writes them."""
    checks = inspect(op.get_bind()).get_check_constraints(table)
    condition = next(str(check["sqltext"]) for check in checks if check["name"] == f"ck_{table}_{column}")
    return set(re.findall(r"'([a-z_]+)'", condition))


def know_words(op: "Operations", table: str, words: set[str], column: str = "kind") -> None:
    """For a migration: from now on these words, and no others."""
    listed = ", ".join(repr(word) for word in sorted(words))
    with table_anew(op, table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({listed})")


def _triggers_that_name(op: "Operations", table: str) -> list[tuple[str, str, bool]]:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return []
    triggers = text(
        "SELECT name, sql, tbl_name = :table FROM sqlite_master WHERE type = 'trigger' "
        "AND (tbl_name = :table OR sql LIKE '%' || :table || '%') ORDER BY name"
    )
    return [(name, sql, bool(own)) for name, sql, own in connection.execute(triggers, {"table": table})]


@contextmanager
def unguarded(op: "Operations", table: str) -> Iterator[None]:
    """For a migration that seals anew: rows of a table may be changed meanwhile that its triggers keep as they are."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    triggers = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"), {"table": table}
    ).all()
    for name, _sql in triggers:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        op.execute(sql)


@contextmanager
def unjudged(connection: Connection, table: str) -> Iterator[None]:
    """For rows that are put back as they were: they were judged when they were written, by what was known then."""
    context = _alembic("runtime.migration").MigrationContext.configure(connection)
    with unguarded(_alembic("operations").Operations(context), table):
        yield


def require_current(engine: Engine) -> None:
    """Raise `UnknownSchema` unless the database stands exactly where this program expects it."""
    found, known = current(engine), known_head()
    if found == known:
        return
    if found is None or knows(found):
        raise UnknownSchema(
            f"the database is at {found or 'nothing'}, this program needs {known}: run `portal db upgrade`"
        )
    raise UnknownSchema(f"the database is at {found}, which this program does not know: install the newer portal")
