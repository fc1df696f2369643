"""What the portal asks its database."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from portal.models import db
from tests.page import Page


@contextmanager
def noted() -> Iterator[list[tuple[str, Any]]]:
    """Every statement run meanwhile, with its values; needs an application context."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        seen.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _in_brackets(depth: int) -> str:
    return rf"(?:[^()]|\({_in_brackets(depth - 1)}\))*" if depth else "[^()]*"


_AS_A_COLUMN = re.compile(rf"(?:(?<=SELECT )|(?<=, ))\(SELECT {_in_brackets(5)}\)")
_LOOKED_UP = re.compile(r"\(SELECT [^()]*\)")


def on_one_line(statement: str) -> str:
    """Without what is looked up beside a column, so that the first table is the one that is read."""
    return _LOOKED_UP.sub("", _AS_A_COLUMN.sub("", " ".join(statement.split())))


def plan_of(listing: Callable[[], object]) -> str:
    """How SQLite goes about the one list that is asked for."""
    with noted() as statements:
        listing()
    statement, values = statements[-1]  # who asks is looked up before it
    lines = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return "\n".join(line.detail for line in lines)


def statements_of(client: FlaskClient, url: str) -> int:
    """How many statements one page runs."""
    with noted() as seen:
        Page.open(client, url)
    return len(seen)
