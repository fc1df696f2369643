"""Devices on which people file for themselves: set up and ended by a supervisor, known again by what one shows."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select, update

from portal.domain.actor import Actor, Context
from portal.domain.api_keys import NO_PASSWORD, USERNAME
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import words_of
from portal.domain.vocabulary import Role
from portal.models import Terminal, User, db
from portal.models.accounts import Identity
from portal.models.transaction import transaction
from portal.services import kiosk, portal_events, sessions

IDLE = timedelta(minutes=3)
"""So long after the last press whoever stood there is gone, and what they left is nobody's."""


def set_up(ctx: Context, place: str) -> tuple[Terminal, str]:
    """A new one in the supervisor's county, and the secret its browser is to keep: nobody can look it up later."""
    require(ctx.actor, Permission.STAFF_ACCOUNTS)
    if not (name := words_of(place)):
        raise Invalid("reason_needed", "place")
    secret = secrets.token_urlsafe(32)
    with transaction():
        account = User(
            role=Role.TERMINAL,
            username=f"{USERNAME}{secrets.token_hex(6)}",
            identity=Identity(name),
            county=ctx.actor.county,
            password_hash=NO_PASSWORD,
            created_at=ctx.now,
        )
        db.session.add(account)
        db.session.flush()
        made = Terminal(
            secret_digest=_digest(secret), user_id=account.id, made_by_id=ctx.actor.user_id, made_at=ctx.now
        )
        db.session.add(made)
        portal_events.record(ctx, PortalEventKind.TERMINAL_SET_UP, account=account)
        return made, secret


def of_county(ctx: Context) -> list[Terminal]:
    """Those of the supervisor's county, the ended ones too, newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    rows = select(Terminal).join(Terminal.user).where(User.county == ctx.actor.county)
    return list(db.session.scalars(rows.order_by(Terminal.id.desc())))


def end(ctx: Context, uid: str) -> Terminal:
    """It opens nothing from now on, and what was being typed there is dropped; `NotFound` for a foreign one."""
    with transaction():
        terminal = next((each for each in of_county(ctx) if each.uid == uid), None)
        if terminal is None:
            raise NotFound
        if terminal.ended_at is not None:
            raise NotAllowed("terminal_is_over")
        kiosk.clear([terminal])
        terminal.ended_at = terminal.user.disabled_at = ctx.now
        portal_events.record(ctx, PortalEventKind.TERMINAL_ENDED, account=terminal.user)
        return terminal


def actor_of(ctx: Context, secret: str) -> Actor | None:
    """Which terminal shows this, with what is on its screen; nobody's where it is unknown or ended."""
    terminal: Terminal | None = db.session.scalar(select(Terminal).where(Terminal.secret_digest == _digest(secret)))
    if terminal is None or terminal.ended_at is not None or terminal.user.disabled_at is not None:
        return None
    return kiosk.with_screen(sessions.actor_of(terminal.user), terminal, ctx.now - IDLE)


def touch(ctx: Context) -> None:
    """Somebody is there: the time until what they typed is dropped begins anew."""
    with transaction():
        db.session.execute(
            update(Terminal)
            .where(Terminal.user_id == ctx.actor.user_id, Terminal.at_hand == ctx.actor.at_hand)
            .values(seen_at=ctx.now)
        )


def clear_left(ctx: Context) -> int:
    """Drop what was left behind at any of them; how many there were. Of the worker."""
    left = select(Terminal).where(Terminal.at_hand.is_not(None), Terminal.seen_at <= ctx.now - IDLE)
    if not db.session.scalars(left).all():
        return 0  # the worker asks every few seconds: nobody waits for the write lock because of that
    with transaction():
        found = db.session.scalars(left).all()
        kiosk.clear(found)
        return len(found)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
