"""One's own signed-in browsers: which there are, and ending one or all the others."""

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import WITH_SECOND_FACTOR
from portal.models import LoginSession, User, db
from portal.models.sealed import token_index
from portal.models.transaction import transaction
from portal.services import portal_events
from portal.services.sessions import SessionLimits


def open_ones(ctx: Context, limits: SessionLimits) -> list[LoginSession]:
    """The sessions of whoever acts in which somebody could go on, the latest seen first."""
    user = db.session.get_one(User, ctx.actor.user_id)
    rows = select(LoginSession).where(
        LoginSession.user_id == user.id,
        LoginSession.ended_at.is_(None),
        LoginSession.created_at >= ctx.now - limits.longest,
        LoginSession.seen_at >= ctx.now - limits.idle(user.role),
    )
    if user.role in WITH_SECOND_FACTOR:
        rows = rows.where(LoginSession.confirmed_at.is_not(None))
    return list(db.session.scalars(rows.order_by(LoginSession.seen_at.desc(), LoginSession.token_index)))


def key_of(row: LoginSession) -> str:
    """A name for a session in an address, from which nothing of its token can be told."""
    return token_index("a session of one's own", row.token_index)


def is_of(row: LoginSession, token: str) -> bool:
    """Whether it is the session of the browser that holds this token."""
    return row.token_index == token_index("session", token)


def end_one(ctx: Context, key: str) -> None:
    """End one session of whoever acts; raises `NotFound` for any other."""
    with transaction():
        row = next((row for row in _not_ended(ctx) if key_of(row) == key), None)
        if row is None:
            raise NotFound
        _end(ctx, row)


def end_others(ctx: Context, token: str) -> None:
    """End every session of whoever acts but the one of this browser."""
    with transaction():
        for row in _not_ended(ctx):
            if not is_of(row, token):
                _end(ctx, row)


def _not_ended(ctx: Context) -> list[LoginSession]:
    own = LoginSession.user_id == ctx.actor.user_id, LoginSession.ended_at.is_(None)
    return list(db.session.scalars(select(LoginSession).where(*own)))


def _end(ctx: Context, row: LoginSession) -> None:
    row.ended_at = ctx.now
    portal_events.record(ctx, PortalEventKind.SIGNED_OUT, account=row.user)
