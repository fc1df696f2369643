"""What costs much and comes out alike is done once a test process; passwords are hashed with the least there is."""

from collections.abc import Callable
from functools import cache
from typing import Any

import segno
import typst
from argon2 import PasswordHasher
from sqlalchemy import Connection, Table, inspect, text

from portal.backup import rows
from portal.models import schema
from portal.services import passwords

AS_DEAR_AS_SERVED, DRAWN_ANEW = passwords._HASHER, typst.compile
"""As the portal has them, for the tests that are about just that."""


def share() -> None:
    """From now on in this process; nobody guesses at a test's passwords."""
    typst.compile = _drawn_once(typst.compile)
    segno.make = cache(segno.make)
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    rows.tables = _described_once(rows.tables)
    schema.build = _built_once(schema.build)


def _drawn_once(draw: Callable[..., bytes]) -> Callable[..., bytes]:
    """A paper is the same wherever it has the same template, words, fonts and day."""
    drawn: dict[Any, bytes] = {}

    def compiled(template: Any, *, sys_inputs: dict[str, str], font_paths: Any, **options: Any) -> bytes:
        paper = (template, *sys_inputs.items(), id(font_paths), *options.items())
        if paper not in drawn:
            drawn[paper] = draw(template, sys_inputs=sys_inputs, font_paths=font_paths, **options)
        return drawn[paper]

    return compiled


_SCHEMA = {
    "sqlite": "SELECT group_concat(sql, ';') FROM sqlite_master",
    "postgresql": """SELECT string_agg(line, ';' ORDER BY line) FROM (
        SELECT concat_ws(' ', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull) AS line
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace) AS described""",
}
"""All that a table is, in one answer: SQLAlchemy asks hundreds of questions for it."""


def _described_once(describe: Callable[[Connection], list[Table]]) -> Callable[[Connection], list[Table]]:
    """A backup reads the tables as the database describes them: nearly all of a small backup's time."""
    described: dict[Any, list[Table]] = {}

    def tables(connection: Connection) -> list[Table]:
        name = connection.dialect.name
        schema = (name, connection.scalar(text(_SCHEMA[name])))
        if schema not in described:
            described[schema] = describe(connection)
        return described[schema]

    return tables


def _built_once(build: Callable[[Connection, str], None]) -> Callable[[Connection, str], None]:
    """An empty SQLite file comes out alike: sixty migrations, which make many a table anew, are a second of work."""
    built: dict[str, list[str]] = {}

    def moved(connection: Connection, revision: str) -> None:
        if connection.dialect.name != "sqlite" or inspect(connection).get_table_names():
            build(connection, revision)
        elif revision in built:
            for statement in built[revision]:
                connection.exec_driver_sql(statement)
        else:
            build(connection, revision)
            driver: Any = connection.connection.dbapi_connection
            built[revision] = [each for each in driver.iterdump() if each not in ("BEGIN TRANSACTION;", "COMMIT;")]

    return moved
