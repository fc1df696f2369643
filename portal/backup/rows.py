"""Every row of a database as lines of JSON, and back: the same lines whichever engine they come from.

The tables are read as the database itself describes them, not as this program's rows do, so that a backup of an older
schema can be written, read back and compared by a newer program.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

_REVISION_TABLE = "alembic_version"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows a table has, and the digest of its lines."""

    rows: int
    sha256: str


@dataclass(slots=True)
class Tally:
    """Counts and digests a table line by line."""

    rows: int = 0
    _digest: Any = field(default_factory=sha256)

    def add(self, line: bytes) -> None:
        """Count one line more."""
        self.rows += 1
        self._digest.update(line)

    def total(self) -> "Total":
        """As it stands in the manifest."""
        return Total(self.rows, self._digest.hexdigest())


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One moment of the whole database to read from, however long that takes; nobody else waits for it."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            lift_timeouts(connection)
            yield connection


def lift_timeouts(connection: Connection) -> None:
    """The time limits of a page are not those of moving a whole database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def tables(connection: Connection) -> list[Table]:
    """All tables, those first that others refer to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _REVISION_TABLE]


def count(connection: Connection, of: Iterable[Table]) -> int:
    """How many rows there are in all of these."""
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in of)


def size(connection: Connection) -> int:
    """How many bytes the database takes."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    sized = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    return int(connection.scalar(sized) or 0)


def lines_of(connection: Connection, table: Table) -> Iterator[tuple[Any, bytes]]:
    """Each row with its line, in the order of the primary key."""
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for row in rows:
        yield row, json.dumps(list(row), default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    if isinstance(value, datetime):  # SQLite keeps UTC without saying so
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no line is known for {type(value).__name__}")


def tallies(connection: Connection, progress: Callable[[int], None]) -> dict[str, Total]:
    """Every table's count and digest, as a manifest has them."""
    found, done = {}, 0
    for table in tables(connection):
        tally = Tally()
        for _row, line in lines_of(connection, table):
            tally.add(line)
            done += 1
            if done % _AT_ONCE == 0:
                progress(done)
        found[table.name] = tally.total()
    return found


def load(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Put a table's lines back as rows, inside a `schema.moving`: a row may name one that comes after it."""
    readers = [_reader(column, connection.dialect.name) for column in table.columns]
    rows = ([read(value) for read, value in zip(readers, json.loads(line), strict=True)] for line in lines)
    if connection.dialect.name == "postgresql":
        _copy_in(connection, table, rows)
    else:
        _insert(connection, table, rows)


def _insert(connection: Connection, table: Table, rows: Iterator[list[Any]]) -> None:
    names, some = table.columns.keys(), []
    for row in rows:
        some.append(dict(zip(names, row, strict=True)))
        if len(some) == _AT_ONCE:
            connection.execute(insert(table), some)
            some.clear()
    if some:
        connection.execute(insert(table), some)


def _copy_in(connection: Connection, table: Table, rows: Iterator[list[Any]]) -> None:
    """COPY is one statement, at whose end references are looked at, so a row may name one that comes after it."""
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    _set_sequence(connection, table)


def _set_sequence(connection: Connection, table: Table) -> None:
    """The next row of the portal's own is numbered after those that were put back."""
    for column in table.primary_key:
        lookup = func.pg_get_serial_sequence(table.name, column.name)
        if (sequence := connection.scalar(select(lookup))) is not None:
            connection.execute(select(func.setval(sequence, func.coalesce(func.max(column), 1))))


def _reader(column: Column[Any], dialect: str) -> Callable[[Any], Any]:
    """From a line's value to what the driver takes."""
    if isinstance(column.type, LargeBinary):
        return lambda value: None if value is None else b64decode(value, validate=True)
    if isinstance(column.type, DateTime):
        zone = UTC if dialect == "postgresql" else None
        return lambda value: None if value is None else datetime.fromisoformat(value).replace(tzinfo=zone)
    if isinstance(column.type, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    return lambda value: value
