"""Signed-in browsers: a random token in the cookie, its index in a row that can be ended at once."""

import contextlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from portal.domain.actor import Actor, Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind, network_of
from portal.domain.vocabulary import STAFF, WITH_SECOND_FACTOR, Role
from portal.models import LoginSession, User, db
from portal.models.live_sessions import LIVE, LiveSession, SeenAccount
from portal.models.sealed import token_index
from portal.models.transaction import transaction
from portal.services import portal_events, throttling

_TOUCH = timedelta(minutes=1)
HALFWAY_FOR = timedelta(minutes=15)
"""How long after the password the second factor may be given, or set up."""
CONFIRMED_FOR = timedelta(minutes=10)
"""How long a second factor counts for what asks for it again."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a browser may rest before it is signed out, and how long a session lasts at most."""

    citizen_idle: timedelta
    staff_idle: timedelta
    longest: timedelta

    def idle(self, role: Role) -> timedelta:
        """Staff handle other people's data, so theirs is its own."""
        return self.citizen_idle if role is Role.CITIZEN else self.staff_idle


def begin(
    ctx: Context,
    user: User,
    confirmed_at: datetime | None = None,
    created_at: datetime | None = None,
    address: str = "",
    browser: str | None = None,
) -> str:
    """Open a session for a user who has just proven who they are; returns the cookie's token.

    `confirmed_at` says when the second factor was given, `created_at` when the session began that this one takes up,
    `address` where they are, `browser` which kind of browser it is.
    """
    token = secrets.token_urlsafe(32)
    with transaction():
        db.session.add(
            LoginSession(
                token_index=token_index("session", token),
                user_id=user.id,
                created_at=created_at or ctx.now,
                seen_at=ctx.now,
                confirmed_at=confirmed_at,
                browser=browser,
            )
        )
        if created_at is None and not _is_halfway(user, confirmed_at):
            came = PortalEventDetail(network=network_of(address))
            portal_events.record(_as(user, ctx), PortalEventKind.SIGNED_IN, came, account=user)
            throttling.remember_place(ctx, user, address)
    return token


def resume(ctx: Context, token: str, limits: SessionLimits) -> LiveSession | None:
    """The session behind a cookie, or None when it ended, rested too long, or the account was disabled.

    A session of staff whose second factor was not given is none.
    """
    index = token_index("session", token)
    rows = db.session.connection().execute(LIVE, {"token": index}).all()
    found = LiveSession.of(rows) if rows else None
    if found is None or _is_halfway(found.user, found.confirmed_at):
        return None
    if ctx.now - found.seen_at > limits.idle(found.user.role) or ctx.now - found.created_at > limits.longest:
        return None
    if ctx.now - found.seen_at > _TOUCH:  # a minute's grain, so that reading does not mean writing each time
        _touch(ctx, index)
    return found


def halfway(ctx: Context, token: str) -> User | None:
    """The account whose password was given in that browser a moment ago, and whose second factor was not."""
    row = _live(token)
    if row is None or not _is_halfway(row.user, row.confirmed_at) or ctx.now - row.created_at > HALFWAY_FOR:
        return None
    return row.user


def _is_halfway(user: User | SeenAccount, confirmed_at: datetime | None) -> bool:
    """Whether the second factor is still to be given: until then it is nobody's session."""
    return user.role in WITH_SECOND_FACTOR and confirmed_at is None


_OF_THE_TOKEN = (
    select(LoginSession)
    .where(LoginSession.token_index == bindparam("token"))
    .options(joinedload(LoginSession.user).joinedload(User.household))
)


def _live(token: str) -> LoginSession | None:
    found = db.session.scalars(_OF_THE_TOKEN, {"token": token_index("session", token)})
    row: LoginSession | None = found.unique().one_or_none()
    return None if row is None or row.ended_at is not None or row.user.disabled_at is not None else row


def _touch(ctx: Context, index: str) -> None:
    """Note that somebody is there; a full disk must not keep them from reading."""
    with contextlib.suppress(OperationalError), transaction():
        db.session.execute(update(LoginSession).where(LoginSession.token_index == index).values(seen_at=ctx.now))


def sign_out(ctx: Context, token: str) -> None:
    """Sign out: the cookie is worth nothing from now on, wherever a copy of it may be."""
    with transaction():
        ended = end(ctx, token)
        if ended is not None and not _is_halfway(ended.user, ended.confirmed_at):
            portal_events.record(_as(ended.user, ctx), PortalEventKind.SIGNED_OUT, account=ended.user)


def end(ctx: Context, token: str) -> LoginSession | None:
    """End one session, and return it; none where it had ended. For whoever signs out, or goes on under a new token."""
    with transaction():
        row = _live(token)
        if row is not None:
            row.ended_at = ctx.now
        return row


def _as(user: User, ctx: Context) -> Context:
    """Whoever signs in or out acts as themselves, although nobody is signed in before or after it."""
    return replace(ctx, actor=actor_of(user))


def end_all(ctx: Context, user_id: int) -> None:
    """End every session of an account; inside the caller's transaction."""
    db.session.execute(
        update(LoginSession)
        .where(LoginSession.user_id == user_id, LoginSession.ended_at.is_(None))
        .values(ended_at=ctx.now)
    )


def whole(user: User | SeenAccount) -> User:
    """The row of that account with all its columns."""
    return db.session.get_one(User, user.id)


def actor_of(user: User | SeenAccount) -> Actor:
    """The account as the rules see it."""
    return Actor(
        user_id=user.id,
        role=user.role,
        county=user.county,
        office=user.office,
        hospital_id=user.hospital_id,
        employer_id=user.employer_id,
        signs_as=user.signs_as,
        person_index=user.person_index,
        household=frozenset(member.person_index for member in user.household) if user.role in STAFF else frozenset(),
        is_verified=user.verified_at is not None,
    )
