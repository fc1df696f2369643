"""Accounts: citizens register, staff are invited, passwords are argon2 and never inside a transaction."""

from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Role
from portal.models import Hospital, User, db
from portal.models.sealed import person_index, phone_index
from portal.models.transaction import transaction
from portal.services import history, scoping, sessions, throttling, tokens

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # 19 ms here (security.md §5)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$sePZLISSeS86eh+TwjXZ3A$DyFl8aHbXkc4HgLbilgxlZ2xeXp6BaqszxViSQvFUn4"
"""Of a password nobody knows, so that an unknown name takes as long as a wrong password."""


def check_password_rules(password: str) -> None:
    """Length is what counts; raises `Invalid`."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password_too_short", "password", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("password_too_long", "password", most=LONGEST_PASSWORD)


def hash_password(password: str) -> str:
    """An argon2id hash; slow on purpose, so call it before a transaction begins."""
    return _HASHER.hash(password)


def register(ctx: Context, name: str, id_number: str, phone: str, password: str) -> User:
    """A citizen's account. It sees only what it files itself until a clerk has verified its owner."""
    check_password_rules(password)
    number = identity.normalised(id_number)
    if fault := identity.fault_of(number, ctx.today):
        raise Invalid(fault, "id_number")
    hashed = hash_password(password)
    try:
        with transaction():
            user: User = User(
                role=Role.CITIZEN,
                phone_index=phone_index(phone),
                person_index=person_index(number),
                identity={"name": name, "id_number": number, "phone": phone},
                password_hash=hashed,
                created_at=ctx.now,
            )
            db.session.add(user)
            db.session.flush()
            return user
    except IntegrityError as error:
        raise Invalid("phone_already_registered", "phone") from error


def authenticate(ctx: Context, login: str, password: str, address: str) -> User:
    """The account of a user name or telephone and its password.

    Raises `NotAllowed("wrong_login")` for an unknown name, a wrong password and a disabled account alike, `TooMany`
    after too many of them.
    """
    login = login.strip().lower()
    throttling.require_calm(ctx, "login", login, throttling.PER_ACCOUNT)
    throttling.require_calm(ctx, "login_address", address, throttling.PER_ADDRESS)
    user: User | None = db.session.scalar(
        select(User).where((User.username == login) | (User.phone_index == phone_index(login)))
        if any(c.isdigit() for c in login)
        else select(User).where(User.username == login)
    )
    stored = user.password_hash if user else _NOBODY
    db.session.rollback()  # no connection is held while argon2 works
    if not _verify(stored, password) or user is None or user.disabled_at is not None:
        throttling.count_failure(ctx, "login", login)
        throttling.count_failure(ctx, "login_address", address)
        raise NotAllowed("wrong_login")
    throttling.forget("login", login)
    return user


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password[:LONGEST_PASSWORD])
    except (VerifyMismatchError, InvalidHashError):
        return False


def invite(ctx: Context, role: Role, username: str, office: str | None = None, hospital_uid: str | None = None) -> str:
    """A supervisor invites a clerk of the county or staff of one of its hospitals; returns the link's token."""
    _require_supervisor(ctx)
    with transaction():
        grants: dict[str, Any] = {"role": role.value, "username": username.strip().lower(), "county": ctx.actor.county}
        if role is Role.HOSPITAL:
            hospital = db.session.scalar(
                select(Hospital).where(Hospital.uid == hospital_uid, Hospital.county == ctx.actor.county)
            )
            if hospital is None:
                raise Invalid("unknown_hospital", "hospital")
            grants["hospital_id"] = hospital.id
        elif role in (Role.CLERK, Role.SUPERVISOR):
            grants["office"] = office
        else:
            raise Invalid("citizens_register", "role")
        if db.session.scalar(select(func.count()).select_from(User).where(User.username == grants["username"])):
            raise Invalid("username_taken", "username")
        return tokens.make(ctx, "invite", grants=grants)


def require_live_link(ctx: Context, purpose: str, token: str) -> None:
    """Raise `NotFound` for an invitation or reset link that is unknown, used or over, before anybody types."""
    tokens.find(ctx, purpose, token)


def redeem_invitation(ctx: Context, token: str, name: str, password: str) -> User:
    """Turn an invitation into an account; works once, for 48 hours."""
    check_password_rules(password)
    hashed = hash_password(password)
    try:
        with transaction():
            row = tokens.find(ctx, "invite", token)
            grants = row.secret
            tokens.use(ctx, row)
            return create_staff(ctx, Role(grants["role"]), grants, name, hashed)
    except IntegrityError as error:
        raise Invalid("username_taken", "username") from error


def create_staff(ctx: Context, role: Role, grants: dict[str, Any], name: str, password_hash: str) -> User:
    """Write a staff account inside the caller's transaction."""
    is_hospital = role is Role.HOSPITAL
    user = User(
        role=role,
        username=grants["username"],
        identity={"name": name},
        county=None if is_hospital else grants["county"],
        office=None if is_hospital else grants.get("office"),
        hospital_id=grants["hospital_id"] if is_hospital else None,
        password_hash=password_hash,
        created_at=ctx.now,
    )
    db.session.add(user)
    db.session.flush()
    return user


def disable(ctx: Context, uid: str) -> User:
    """End an account and every session of it at once; nobody disables themselves."""
    _require_supervisor(ctx)
    with transaction():
        user = staff_by_uid(ctx, uid)
        if user.id == ctx.actor.user_id:
            raise NotAllowed("not_yourself")
        user.disabled_at = ctx.now
        sessions.end_all(ctx, user.id)
        return user


def make_reset_link(ctx: Context, uid: str) -> str:
    """A supervisor gives a member of staff a link to choose a new password, once, within two hours."""
    _require_supervisor(ctx)
    with transaction():
        return tokens.make(ctx, "reset", grants={"user": staff_by_uid(ctx, uid).uid})


def reset_password(ctx: Context, token: str, password: str) -> User:
    """Choose a new password by a reset link; every session of the account ends."""
    check_password_rules(password)
    hashed = hash_password(password)
    with transaction():
        row = tokens.find(ctx, "reset", token)
        tokens.use(ctx, row)
        user: User | None = db.session.scalar(select(User).where(User.uid == row.secret["user"]))
        if user is None or user.disabled_at is not None:
            raise NotFound
        user.password_hash = hashed
        sessions.end_all(ctx, user.id)
        return user


def change_password(ctx: Context, old: str, new: str) -> None:
    """Choose a new password knowing the old one; other browsers are signed out."""
    check_password_rules(new)
    user = db.session.get(User, ctx.actor.user_id)
    if user is None or not _verify(user.password_hash, old):
        raise Invalid("wrong_password", "old_password")
    hashed = hash_password(new)
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id)
        user.password_hash = hashed
        sessions.end_all(ctx, user.id)


def sign_out_everywhere(ctx: Context) -> None:
    """End every session of one's own account, for instance after leaving one open on somebody else's computer."""
    assert ctx.actor.user_id is not None
    with transaction():
        sessions.end_all(ctx, ctx.actor.user_id)


def verify_owner(ctx: Context, number: str) -> User:
    """A clerk saw that the account's owner is the insured person of this filing; from then on it sees all of theirs.

    Two accounts that claim one ID number stay apart until a clerk has decided: raises `NotAllowed("claimed_twice")`
    when another account was verified for it already.
    """
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        user: User | None = db.session.get(User, filing.applicant_id) if filing.applicant_id else None
        if user is None or user.person_index is None or user.person_index != filing.person_index:
            raise NotAllowed("not_the_owners_filing")
        if any(other.verified_at for other in rival_claims(user)):
            raise NotAllowed("claimed_twice")
        user.verified_at, user.verified_by_id = ctx.now, ctx.actor.user_id
        history.record(ctx, filing, "owner_verified")
        return user


def rival_claims(user: User) -> list[User]:
    """Other accounts registered with the same ID number."""
    if user.person_index is None:
        return []
    rows = select(User).where(User.person_index == user.person_index, User.id != user.id, User.disabled_at.is_(None))
    return list(db.session.scalars(rows))


def staff_of_county(ctx: Context) -> list[User]:
    """Clerks, supervisors and hospital staff of the supervisor's county, newest last."""
    _require_supervisor(ctx)
    hospitals = select(Hospital.id).where(Hospital.county == ctx.actor.county)
    rows = select(User).where((User.county == ctx.actor.county) | User.hospital_id.in_(hospitals)).order_by(User.id)
    return list(db.session.scalars(rows))


def staff_by_uid(ctx: Context, uid: str) -> User:
    """A member of staff of the supervisor's county; raises `NotFound`."""
    user = next((user for user in staff_of_county(ctx) if user.uid == uid), None)
    if user is None:
        raise NotFound
    return user


def _require_supervisor(ctx: Context) -> None:
    if not allowed(ctx.actor, Permission.SUPERVISOR_AREA):
        raise NotAllowed("not_yours_to_do")
