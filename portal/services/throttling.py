"""Slow guessing down: failures counted in the database, so that every process and a restart agree."""

from datetime import timedelta
from math import ceil

from sqlalchemy import delete, select

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.models import Throttle, db
from portal.models.sealed import vault
from portal.models.transaction import transaction

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_RECEIPT = 5
PER_ADDRESS = 50


def _bucket(kind: str, key: str) -> str:
    return vault.keyring.index(f"throttle:{kind}", key)


def require_calm(ctx: Context, kind: str, key: str, most: int) -> None:
    """Raise `TooMany` when this key failed `most` times within its window."""
    row = db.session.scalar(select(Throttle).where(Throttle.bucket == _bucket(kind, key)))
    if row is None or row.window_ends_at <= ctx.now or row.failures < most:
        return
    minutes = max(1, ceil((row.window_ends_at - ctx.now).total_seconds() / 60))
    raise TooMany("too_many_tries", minutes=minutes)


def count_failure(ctx: Context, kind: str, key: str) -> None:
    """One failure more, in a transaction of its own: it must stay when the attempt itself is rolled back."""
    with transaction():
        bucket = _bucket(kind, key)
        db.session.execute(delete(Throttle).where(Throttle.window_ends_at <= ctx.now))
        row = db.session.scalar(select(Throttle).where(Throttle.bucket == bucket).with_for_update())
        if row is None:
            db.session.add(Throttle(bucket=bucket, window_ends_at=ctx.now + WINDOW, failures=1))
        else:
            row.failures += 1


def forget(kind: str, key: str) -> None:
    """After a success the account starts afresh."""
    with transaction():
        db.session.execute(delete(Throttle).where(Throttle.bucket == _bucket(kind, key)))
