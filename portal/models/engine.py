"""One engine factory for the application, the commands and the migrations."""

from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from portal.models.write_lock import LockedConnection

WRITES = "portal_writes"
"""Execution option of a connection whose transaction is going to write; see `transaction.transaction`."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged filings at a power cut (docs/security.md)
    "foreign_keys=ON",
    "busy_timeout=15000",
    "secure_delete=ON",
    "trusted_schema=OFF",
)

_POSTGRESQL_TIMEOUTS = {  # milliseconds: a page answers or says that it cannot; nothing hangs on a lock or a lost peer
    "statement_timeout": 30_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}


def build_engine(url: str | URL, **options: Any) -> Engine:
    """An engine for `url`: embedded SQLite, or PostgreSQL (`postgresql://` means the driver that is installed)."""
    parsed = make_url(url)
    options["hide_parameters"] = True  # or the values of a failed statement, personal ones too, stand in the log
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            connect_args=_postgresql_manners(),
            **options,
        )
    engine = create_engine(parsed, connect_args={"factory": LockedConnection}, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def let_go_of_the_log(engine: Engine) -> None:
    """Bring SQLite's log into the database and empty it, so that what was erased stands in neither.

    Whoever reads meanwhile keeps it; the next time empties it. PostgreSQL forgets old rows by its VACUUM.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            cast(LockedConnection, connection.connection.dbapi_connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _postgresql_manners() -> dict[str, str | int]:
    timeouts = " ".join(f"-c {name}={value}" for name, value in _POSTGRESQL_TIMEOUTS.items())
    return {"connect_timeout": 5, "keepalives_idle": 30, "options": timeouts}


def _prepare_sqlite(connection: LockedConnection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own
    connection.keep_private()
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the write lock at once: read-then-write under a deferred lock dies with "database is locked"."""
    driver = cast(LockedConnection, connection.connection.dbapi_connection)
    if not connection.get_execution_options().get(WRITES, False):
        driver.execute("BEGIN")  # of the driver itself: every page begins one
        return
    driver.take_write_lock()
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        driver.release_write_lock()
        raise
