"""One public use case is one transaction: all of it is kept, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.models.base import db
from portal.models.engine import WRITES

_DEPTH = "portal_transaction_depth"


@contextmanager
def transaction() -> Iterator[None]:
    """Write within; the outermost block commits, any error rolls all of it back.

    A read that came before in the same request (the account of the session) has opened a transaction that may not
    write; it is ended first, and rows read before are read again when they are looked at.
    """
    session = db.session()
    depth = session.info.get(_DEPTH, 0)
    if depth == 0:
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("rows were changed outside a transaction")
        session.rollback()
        session.connection(execution_options={WRITES: True})
    session.info[_DEPTH] = depth + 1
    try:
        yield
        if depth == 0:
            session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_DEPTH] = depth


def start_over() -> None:
    """Let go of a connection that was lost, and of what was read through it."""
    db.session.remove()
