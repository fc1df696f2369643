"""What the portal asks its database."""

from collections.abc import Iterator
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


def statements_of(client: FlaskClient, url: str) -> int:
    """How many statements one page runs."""
    with noted() as seen:
        Page.open(client, url)
    return len(seen)
