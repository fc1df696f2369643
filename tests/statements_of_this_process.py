"""Compiles a statement once for all the engines of a test process, each of which would compile it anew.

Nearly every test has a database of its own, and SQLAlchemy keeps what it compiled with the engine: compiling was two
fifths of what a test of the services cost.
"""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Connection

_COMPILED: dict[Any, Any] = {}


def share() -> None:
    """From now on in this process; a dialect is a part of the key, and two of one class stand for each other."""
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = _is_of_one_class  # type: ignore[method-assign]
        dialect.__hash__ = _by_class  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _use)


def _use(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)


def _is_of_one_class(self: object, other: object) -> bool:
    return type(self) is type(other)


def _by_class(self: object) -> int:
    return hash(type(self))
