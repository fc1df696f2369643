"""Slow guessing down: tries counted in the database before they are looked at, so that every process agrees and many
at once all count.

Who guesses at one account, number or code is slowed down by that; who guesses at many, by the address. A browser the
account's owner signed in with before has a count of its own (`portal/web/known_browser.py`), and so has an address they
signed in from lately, in whatever browser: strangers lock nobody out. An address counts how many different things were
tried in vain from it, not how often, so that an office behind one address is not locked by its typing slips.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import import_module
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.models import Throttle, User, db
from portal.models.sealed import vault
from portal.models.transaction import transaction

WINDOW = timedelta(minutes=15)
PER_SUBJECT = 5
PER_ADDRESS = 50
PER_OWNER = 20
"""Tries at one account from all the browsers its owner is known by."""
IN_ALL = 2000
"""Different things tried in vain by everybody together; from there on an address may try fewer."""
PER_ADDRESS_IN_A_STORM = 5
PLACE_KNOWN_FOR = timedelta(days=90)
"""How long an address is known as one from which an account's owner signs in."""


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """A browser in which an account's owner has signed in before; of nobody, where it is not known.

    `stamp` is of the password they gave there: who knew an old one is no longer known.
    """

    account: str = ""
    name: str = ""
    stamp: str = ""

    def of(self, user: User | None) -> str:
        """Its name, where it is that account's; else nothing."""
        is_theirs = user is not None and user.uid == self.account and self.stamp == stamp_of(user)
        return self.name if is_theirs else ""


UNKNOWN = KnownBrowser()


def stamp_of(user: User) -> str:
    """Another one for each password; it says nothing of it."""
    return vault.keyring.index("known browser", user.password_hash)


@dataclass(frozen=True, slots=True)
class Guess:
    """One try: what is guessed at, whose or which, and from where.

    `browser` names the browser of the account's owner, where it is known, or else their place; its tries count for
    themselves alone.
    """

    kind: str
    subject: str
    address: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """The counters one try stands in."""

    subject: str
    address: str = ""
    everybody: str = ""


def place_of(ctx: Context, user: User | None, address: str) -> str:
    """Its name, where the account's owner signed in from that address lately, by the password of now; else nothing."""
    bucket = _place(user, address)
    lately = select(Throttle.bucket).where(Throttle.bucket == bucket, Throttle.window_ends_at > ctx.now)
    is_known = db.session.scalar(lately) is not None  # asked of a name that nobody has too
    return bucket if is_known and user is not None else ""


def remember_place(ctx: Context, user: User, address: str) -> None:
    """Its owner signed in there; inside the caller's transaction."""
    values = {"bucket": _place(user, address), "failures": 0, "window_ends_at": ctx.now + PLACE_KNOWN_FOR}
    later = {"window_ends_at": values["window_ends_at"]}
    row = _insert()(Throttle).values(values).on_conflict_do_update(index_elements=[Throttle.bucket], set_=later)
    db.session.execute(row)


def _place(user: User | None, address: str) -> str:
    whose = f"{user.uid}:{stamp_of(user)}" if user else ""
    return _bucket("place", f"{whose}@{line(address)}")


def count_apart(ctx: Context, guess: Guess, from_one: int, in_all: int) -> Tried:
    """As `count`, for what is too long to guess, or no guess at all: each address has its own tries at it, and all of
    them together more, so that who fills theirs shuts nobody out.
    """
    if guess.browser:
        return count(ctx, guess, from_one)
    here = replace(guess, subject=f"{guess.subject}@{line(guess.address)}")
    with transaction():  # the address is asked first: a try that it refuses is none of all together
        counted = _count(ctx, here, from_one)
        _one_more(ctx, _bucket(f"{guess.kind}:from anywhere", guess.subject), in_all)
        return counted


def count(ctx: Context, guess: Guess, most: int = PER_SUBJECT) -> Tried:
    """Count the try before it is looked at, in a transaction of its own; raises `TooMany` instead."""
    with transaction():
        return _count(ctx, guess, most)


def _count(ctx: Context, guess: Guess, most: int) -> Tried:
    own = _bucket(guess.kind, f"{guess.subject}:{guess.browser}")
    db.session.execute(delete(Throttle).where(Throttle.window_ends_at <= ctx.now))
    tries = _one_more(ctx, own, most)
    if guess.browser:
        of_owner = _bucket(f"{guess.kind}:owner", guess.subject)
        _one_more(ctx, of_owner, PER_OWNER)
        return Tried(own, of_owner)
    if tries > 1 or not guess.address:
        return Tried(own)
    everybody, address = _bucket(f"{guess.kind}:all", ""), _bucket(f"{guess.kind}:address", line(guess.address))
    storms = _one_more(ctx, everybody) > IN_ALL
    _one_more(ctx, address, PER_ADDRESS_IN_A_STORM if storms else PER_ADDRESS)
    return Tried(own, address, everybody)


def tally(ctx: Context, kind: str, subject: str = "", window: timedelta = WINDOW) -> int:
    """How often that happened in its window, by whomever, this time included; inside the caller's transaction."""
    bucket = _bucket(kind, subject)
    db.session.execute(delete(Throttle).where(Throttle.bucket == bucket, Throttle.window_ends_at <= ctx.now))
    return _counted(ctx, bucket, window)[0]


@dataclass(frozen=True, slots=True)
class Ration:
    """How often something may be had within how long."""

    kind: str
    most: int
    window: timedelta


def so_far(ctx: Context, kind: str, subject: str) -> int:
    """As `tally`, and nothing is counted."""
    live = select(Throttle.failures).where(Throttle.bucket == _bucket(kind, subject), Throttle.window_ends_at > ctx.now)
    return db.session.scalar(live) or 0


def ration(ctx: Context, wanted: Ration, subject: str = "") -> int:
    """Count once more what that one had of it, before anything is done for it, in a transaction of its own: how often
    that was. Raises `TooMany` instead, which says after how many seconds there is more."""
    with transaction():
        db.session.execute(delete(Throttle).where(Throttle.window_ends_at <= ctx.now))
        bucket = _bucket(f"ration:{wanted.kind}", subject)
        counted, ends_at = _counted(ctx, bucket, wanted.window)
        if counted > wanted.most:
            raise TooMany("ration_used", seconds=max(1, ceil((ends_at - ctx.now).total_seconds())))
        return counted


def used(ctx: Context, wanted: Ration, subject: str = "") -> int:
    """How often that one had of it in its time, and nothing is counted."""
    return so_far(ctx, f"ration:{wanted.kind}", subject)


def forgive(counted: Tried) -> None:
    """It was right: its subject starts afresh, and nowhere else does it count."""
    with transaction():
        others = (counted.address, counted.everybody)
        of_this_alone = and_(Throttle.bucket.in_(others), Throttle.failures <= 1)
        db.session.execute(delete(Throttle).where(or_(Throttle.bucket == counted.subject, of_this_alone)))
        db.session.execute(update(Throttle).where(Throttle.bucket.in_(others)).values(failures=Throttle.failures - 1))


def forget(kind: str, subject: str) -> None:
    """What was tried in vain from unknown browsers counts no longer: its owner has shown who they are otherwise."""
    with transaction():
        db.session.execute(delete(Throttle).where(Throttle.bucket == _bucket(kind, f"{subject}:")))


def line(address: str, bits: int = 64) -> str:
    """What one subscriber has: an address of the old kind, 64 bits of the new, of which every home has endless ones.
    Fewer bits are more lines of one home or house."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, bits), strict=False))
    return str(found)


def _bucket(kind: str, key: str) -> str:
    return vault.keyring.index(f"throttle:{kind}", key)


def _one_more(ctx: Context, bucket: str, most: int | None = None) -> int:
    """How often with this one; raises `TooMany` past `most`, and then nothing of this try is kept."""
    counted, ends_at = _counted(ctx, bucket, WINDOW)
    if most is not None and counted > most:
        raise TooMany("too_many_tries", minutes=max(1, ceil((ends_at - ctx.now).total_seconds() / 60)))
    return counted


def _counted(ctx: Context, bucket: str, window: timedelta) -> tuple[int, datetime]:
    """How often with this one, and until when it counts."""
    counted = db.session.execute(
        _insert()(Throttle)
        .values(bucket=bucket, window_ends_at=ctx.now + window, failures=1)
        .on_conflict_do_update(index_elements=[Throttle.bucket], set_={"failures": Throttle.failures + 1})
        .returning(Throttle.failures, Throttle.window_ends_at)
    ).one()
    return int(counted.failures), counted.window_ends_at


def _insert() -> Callable[..., Any]:
    """Of the engine's own dialect, which is loaded; the other would be for nothing."""
    insert: Callable[..., Any] = import_module(f"sqlalchemy.dialects.{db.engine.dialect.name}").insert
    return insert
