"""Signing in, and whose account belongs to whom."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.domain.policy import Permission
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import is_telephone, telephone, user_name
from portal.domain.vocabulary import EventKind, Role
from portal.models import Filing, User, db
from portal.models.base import written_out
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, history, passwords, portal_events, proving, scoping, sessions, throttling
from portal.services.throttling import UNKNOWN, Guess, KnownBrowser


def authenticate(ctx: Context, login: str, password: str, address: str, browser: KnownBrowser = UNKNOWN) -> User:
    """The account of a user name or telephone and its password.

    Raises `NotAllowed("wrong_login")` for an unknown name, a wrong password and a disabled account alike, `TooMany`
    after too many of them.
    """
    number = telephone(login)
    is_number = is_telephone(number)
    login = number if is_number else user_name(login)
    user: User | None = db.session.scalar(
        select(User).where((User.username == login) | (User.phone_index == phone_index(login)))
        if is_number
        else select(User).where(User.username == login)
    )
    account, stored = (user.uid, user.password_hash) if user else (f"name:{login}", passwords.OF_NOBODY)
    known = browser.of(user) or throttling.place_of(ctx, user, address)
    counted = throttling.count(ctx, Guess("login", account, address, known))
    db.session.rollback()  # no connection is held while argon2 works
    if not passwords.verify(stored, password) or user is None or user.disabled_at is not None:
        failed_sign_ins.note(ctx, user, address)
        raise NotAllowed("wrong_login")
    throttling.forgive(counted)
    return user


def sign_out_everywhere(ctx: Context) -> None:
    """End every session of one's own account, for instance after leaving one open on somebody else's computer."""
    assert ctx.actor.user_id is not None
    with transaction():
        sessions.end_all(ctx, ctx.actor.user_id)
        account = db.session.get_one(User, ctx.actor.user_id)
        portal_events.record(ctx, PortalEventKind.SIGNED_OUT_EVERYWHERE, account=account)


def verify_owner(ctx: Context, number: str) -> User:
    """A clerk saw that the account's owner is the insured person of this filing; from then on it sees all of theirs.

    Two accounts that claim one ID number stay apart until a clerk has decided: raises `NotAllowed("claimed_twice")`
    when another account was verified for it already.
    """
    with transaction():
        return note_owner(ctx, scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW))


def note_owner(ctx: Context, filing: Filing) -> User:
    """As `verify_owner`, inside the caller's transaction and after the caller's own check of who may."""
    user = account_of(filing)
    if user is None or user.person_index is None or user.person_index != filing.person_index:
        raise NotAllowed("not_the_owners_filing")
    if any(other.verified_at for other in rival_claims(user)):
        raise NotAllowed("claimed_twice")
    _verify(ctx, user)
    history.record(ctx, filing, EventKind.OWNER_VERIFIED)
    proving.prove_all_of(ctx, user)
    return user


def _verify(ctx: Context, user: User) -> None:
    try:
        with db.session.begin_nested():
            user.verified_at, user.verified_by_id = ctx.now, ctx.actor.user_id
            db.session.flush()
    except IntegrityError as error:  # PostgreSQL: a colleague verified another one at the same instant
        raise NotAllowed("claimed_twice") from error


def account_of(filing: Filing) -> User | None:
    """The account it came from, or that bound it to itself; none where a clerk or a hospital entered it."""
    holder_id = _holder_of(filing)
    return db.session.get(User, holder_id) if holder_id is not None else None


def _holder_of(filing: Filing) -> int | None:
    return filing.applicant_id or filing.bound_user_id


_CITIZEN = written_out(Role.CITIZEN)
_RIVALS = select(User).where(
    User.person_index == bindparam("person"),
    User.id != bindparam("of"),
    User.disabled_at.is_(None),
    User.role == _CITIZEN,
)


_RIVAL = aliased(User)
HOW_MANY_RIVALS = (
    select(func.count())
    .select_from(_RIVAL)
    .where(
        _RIVAL.person_index == User.person_index,
        _RIVAL.id != User.id,
        _RIVAL.disabled_at.is_(None),
        _RIVAL.role == _CITIZEN,
    )
    .scalar_subquery()
)
"""How many `rival_claims` an account has that a statement reads."""
_ACCOUNT = select(User, HOW_MANY_RIVALS).where(User.id == bindparam("holder"))


def account_and_rivals(filing: Filing) -> tuple[User | None, int]:
    """Its `account_of` and how many `rival_claims` that has, read together."""
    holder_id = _holder_of(filing)
    if holder_id is None:
        return None, 0
    account, rivals = db.session.execute(_ACCOUNT, {"holder": holder_id}).one()
    return account, rivals


def rival_claims(user: User) -> list[User]:
    """Other accounts registered with the same ID number."""
    if user.person_index is None:
        return []
    return list(db.session.scalars(_RIVALS, {"person": user.person_index, "of": user.id}))
