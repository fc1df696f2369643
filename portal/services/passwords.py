"""Passwords: argon2, slow on purpose and never inside a transaction; what counts is their length."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.domain.portal_events import PortalEventKind
from portal.models import User, db
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, password_rules, portal_events, reset_links, sessions, throttling, tokens
from portal.services.throttling import Guess

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # 19 ms on a small machine
OF_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$sePZLISSeS86eh+TwjXZ3A$DyFl8aHbXkc4HgLbilgxlZ2xeXp6BaqszxViSQvFUn4"
"""The hash of a password nobody knows, so that an unknown name takes as long as a wrong password."""


def make_hash(password: str) -> str:
    """An argon2id hash; slow on purpose, so call it before a transaction begins."""
    return _HASHER.hash(password)


def verify(stored: str, password: str) -> bool:
    """Whether the hash is of this password."""
    try:
        return _HASHER.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def reset(ctx: Context, token: str, password: str, id_number: str = "") -> User:
    """Choose a new password by a reset link; every session of the account ends.

    `id_number` is the owner's own, where the link is bound to it (`reset_links`).
    """
    password_rules.check(password)
    counted = throttling.count(ctx, Guess("reset_link", token))
    hashed = make_hash(password)
    try:
        user = _reset(ctx, token, password, id_number, hashed)
    except Invalid as fault:
        if fault.field != "id_number":  # no guess at whose the link is
            throttling.forgive(counted)
        else:
            failed_sign_ins.note(ctx, reset_links.owner_of(ctx, token)[1])
        raise
    throttling.forgive(counted)
    return user


def _reset(ctx: Context, token: str, password: str, id_number: str, hashed: str) -> User:
    with transaction():
        row, user = reset_links.owner_of(ctx, token)
        reset_links.require_number(user, id_number)
        tokens.use(ctx, row)
        password_rules.check(password, user.identity, user.username)  # where it is not taken, the link stays good
        user.password_hash = hashed
        sessions.end_all(ctx, user.id)
        portal_events.record(ctx, PortalEventKind.PASSWORD_RESET, account=user)
        return user


def check_own(ctx: Context, password: str) -> None:
    """That it is the password of whoever acts; raises `Invalid`, and `TooMany` after too many tries."""
    user = db.session.get_one(User, ctx.actor.user_id)
    stored, counted = user.password_hash, throttling.count(ctx, Guess("password", user.uid))
    db.session.rollback()  # as at the sign-in
    if not verify(stored, password):
        failed_sign_ins.note(ctx, user)
        raise Invalid("wrong_password", "old_password")
    throttling.forgive(counted)


def change(ctx: Context, old: str, new: str) -> None:
    """Choose a new password knowing the old one; other browsers are signed out."""
    user = db.session.get_one(User, ctx.actor.user_id)
    password_rules.check(new, user.identity, user.username)
    check_own(ctx, old)
    hashed = make_hash(new)
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id)
        user.password_hash = hashed
        sessions.end_all(ctx, user.id)
        portal_events.record(ctx, PortalEventKind.PASSWORD_CHANGED, account=user)
