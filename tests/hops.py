"""How far it is from a route to the rows it writes: calls from one module of the portal into another."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from types import FrameType

from sqlalchemy import event

from portal.models import db

_WRITES = re.compile(r"(?:INSERT INTO|UPDATE) (\w+)")


@contextmanager
def hops_to_rows() -> Iterator[dict[str, int]]:
    """The longest way to a row of each table that is written meanwhile; needs an application context."""
    longest: dict[str, int] = {}

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if (written := _WRITES.match(statement)) is not None:
            modules = [name for name, _frames in groupby(_modules(sys._getframe()))]
            longest[written[1]] = max(longest.get(written[1], 0), len(modules) - 1)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield longest
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _modules(frame: FrameType | None) -> Iterator[str]:
    """From the statement out to the route, but for how rows are kept."""
    while frame is not None and frame.f_code.co_name != "dispatch_request":
        name = str(frame.f_globals.get("__name__"))
        if name.startswith("portal.") and not name.startswith("portal.models."):
            yield name
        frame = frame.f_back
