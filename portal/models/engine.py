"""One engine factory for the application, the commands and the migrations."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

WRITES = "portal_writes"
"""Execution option of a connection whose transaction is going to write; see `transaction.transaction`."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged filings at a power cut (security.md, finding 10)
    "foreign_keys=ON",
    "busy_timeout=15000",
    "secure_delete=ON",
    "trusted_schema=OFF",
)


def build_engine(url: str | URL, **options: Any) -> Engine:
    """An engine for `url`: embedded SQLite, or PostgreSQL (`postgresql://` means the driver that is installed)."""
    parsed = make_url(url)
    options["hide_parameters"] = True  # or the values of a failed statement, personal ones too, stand in the log
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=True, **options)
    engine = create_engine(parsed, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the write lock at once: read-then-write under a deferred lock dies with "database is locked"."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
