"""What costs much and comes out alike is done once a test process; passwords are hashed with the least there is."""

import atexit
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import segno
import typst
from argon2 import PasswordHasher
from sqlalchemy import Connection, event, inspect, text

from portal.backup import rows
from portal.models import schema
from portal.services import passwords, trail_check

AS_DEAR_AS_SERVED, OF_NOBODY_AS_SERVED, DRAWN_ANEW = passwords._HASHER, passwords.OF_NOBODY, typst.compile
"""As the portal has them, for the tests that are about just that."""


@cache
def share() -> None:
    """From now on in this process, whoever else asks for it; nobody guesses at a test's passwords."""
    typst.compile = _drawn_once(typst.compile)
    segno.make = cache(segno.make)
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords.OF_NOBODY = passwords._HASHER.hash("nobody's")  # an unknown name is as cheap as a wrong password
    rows.tables = _described_once(rows.tables)
    trail_check._as_it_lies_there = _described_once(trail_check._as_it_lies_there)
    schema.build = _built_once(schema.build)
    folder_of_the_run()


def _drawn_once(draw: Callable[..., bytes]) -> Callable[..., bytes]:
    """A paper is the same wherever it has the same template, words, fonts and day."""
    drawn: dict[Any, bytes] = {}

    def compiled(template: Any, *, sys_inputs: dict[str, str], font_paths: Any, **options: Any) -> bytes:
        paper = (template, *sys_inputs.items(), id(font_paths), *options.items())
        if paper not in drawn:
            drawn[paper] = draw(template, sys_inputs=sys_inputs, font_paths=font_paths, **options)
        return drawn[paper]

    return compiled


Described = TypeVar("Described")
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


def _described_once(describe: Callable[..., Described]) -> Callable[..., Described]:
    """A backup and whoever looks through the trail read tables as the database describes them: most of their time."""
    described: dict[Any, Described] = {}

    def tables(connection: Connection, *names: str) -> Described:
        dialect = connection.dialect.name
        schema = (dialect, connection.scalar(text(_SCHEMA[dialect])), *names)
        if schema not in described:
            described[schema] = describe(connection, *names)
        return described[schema]

    return tables


_FOLDER = "PORTAL_TESTS_BUILT"


def folder_of_the_run() -> Path:
    """Where the first process of a run keeps what the others take; those it starts are told of it."""
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="portal-built-")
        atexit.register(_cleared, Path(os.environ[_FOLDER]), os.getpid())
    return Path(os.environ[_FOLDER])


def _built_once(build: Callable[[Connection, str], None]) -> Callable[[Connection, str], None]:
    """An empty database comes out alike: eighty migrations, which make many a table anew, are two seconds of work."""

    def moved(connection: Connection, revision: str) -> None:
        if inspect(connection).get_table_names():
            build(connection, revision)
            return
        name = schema.known_head() if revision == "head" else revision  # a backup says it by its number
        kept = folder_of_the_run() / f"{connection.dialect.name}-{name}-{of_this_tree()}.json"
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_text(json.dumps(_statements(build, connection, revision)))
                return
        driver: Any = connection.connection.dbapi_connection
        cursor = driver.cursor()
        for statement in json.loads(kept.read_text()):
            cursor.execute(statement, ())

    return moved


@cache
def of_this_tree() -> str:
    """What the migrations and the portal say here: a run may try a copy of the tree that has a flaw in it."""
    models = Path(schema.__file__).parent
    written = sorted([*models.parent.glob("*/*.py"), *models.parents[1].glob("migrations/versions/*.py")])
    return sha256(b"".join(each.read_bytes() for each in written)).hexdigest()[:16]


def _statements(build: Callable[[Connection, str], None], connection: Connection, revision: str) -> list[str]:
    """Build it, and give what makes the same in any empty database: what SQLite ends with, what PostgreSQL was told."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if not statement.lstrip().startswith(("SELECT", "WITH", "SHOW")):
            assert not parameters, f"{statement} tells an empty database {parameters}"
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    build(connection, revision)
    event.remove(connection, "before_cursor_execute", note)
    if connection.dialect.name == "postgresql":
        return statements
    driver: Any = connection.connection.dbapi_connection
    return [each for each in driver.iterdump() if each not in ("BEGIN TRANSACTION;", "COMMIT;")]


def _cleared(folder: Path, maker: int) -> None:
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
