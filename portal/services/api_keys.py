"""Keys of institutions: made, listed and revoked by a supervisor; found again by what a system shows."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from portal.domain.actor import Actor, Context
from portal.domain.api_keys import LONGEST_NAME, MOST_DAYS, NO_PASSWORD, SCOPES_OF, USERNAME, Scope, parts_of, written
from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import is_same_name, shown_name, words_of
from portal.domain.vocabulary import Role
from portal.models import ApiKey, ApiKeyScope, Hospital, Institution, User, db
from portal.models.accounts import Identity
from portal.models.transaction import transaction
from portal.services import portal_events, sessions


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a supervisor wants a key for; `hospital_uid` names a designated hospital of the county.

    Without one the key is a further one of the institution of that name, where it has any.
    """

    institution: str
    scopes: Collection[Scope]
    days: int
    hospital_uid: str | None = None


def make(ctx: Context, wanted: Wanted) -> tuple[ApiKey, str]:
    """A new key with the account it acts as, and what the institution is to keep: nobody can look it up later."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    if not 1 <= wanted.days <= MOST_DAYS:
        raise Invalid("key_days", "days", most=MOST_DAYS)
    if not words_of(wanted.institution):
        raise Invalid("institution_unnamed", "institution")
    if len(shown_name(wanted.institution)) > LONGEST_NAME:
        raise Invalid("institution_name_long", "institution", most=LONGEST_NAME)
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    with transaction():
        account = _account(ctx, wanted, prefix)
        if not wanted.scopes:
            raise Invalid("scope_needed", "scopes")
        if set(wanted.scopes) - set(SCOPES_OF[account.role]):
            raise Invalid("scope_of_a_hospital", "scopes")
        db.session.add(account)
        db.session.flush()
        key = ApiKey(
            prefix=prefix,
            secret_digest=_digest(secret),
            user_id=account.id,
            made_by_id=ctx.actor.user_id,
            made_at=ctx.now,
            valid_days=wanted.days,
            revoked_at=None,
        )
        db.session.add(key)
        db.session.flush()
        db.session.add_all(ApiKeyScope(key_id=key.id, scope=scope) for scope in sorted(set(wanted.scopes)))
        made = PortalEventDetail(after=",".join(sorted(wanted.scopes)))
        portal_events.record(ctx, PortalEventKind.KEY_MADE, made, account=account, hospital=account.hospital)
        return key, written(prefix, secret)


def _account(ctx: Context, wanted: Wanted, prefix: str) -> User:
    """Whom the key acts as: what is filed with it names who entered it, and what is asked with it who looked.

    It has no number of its own, and decides nothing.
    """
    hospital = _hospital(ctx, wanted.hospital_uid) if wanted.hospital_uid else None
    institution = None if hospital else _institution(ctx, wanted.institution)
    return User(
        role=Role.HOSPITAL if hospital else Role.CLERK,
        username=f"{USERNAME}{prefix}",
        identity=Identity(institution.name if institution else wanted.institution),
        county=None if hospital else ctx.actor.county,
        hospital_id=hospital.id if hospital else None,
        hospital=hospital,
        institution_id=institution.id if institution else None,
        password_hash=NO_PASSWORD,
        created_at=ctx.now,
    )


def _hospital(ctx: Context, uid: str) -> Hospital:
    rows = select(Hospital).where(Hospital.uid == uid, Hospital.county == ctx.actor.county)
    hospital: Hospital | None = db.session.scalar(rows)
    if hospital is None:
        raise Invalid("unknown_hospital", "hospital")
    return hospital


def _institution(ctx: Context, name: str) -> Institution:
    """The one of that name in the county, however it is spelled; or it is written down now."""
    rows = db.session.scalars(select(Institution).where(Institution.county == ctx.actor.county))
    known = next((each for each in rows if is_same_name(each.name, name)), None)
    if known is not None:
        return known
    made = Institution(county=ctx.actor.county, name=shown_name(name))
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:  # PostgreSQL: a colleague wrote it down at the same instant
        raise DomainError("try_again") from error
    return made


def earlier_of(key: ApiKey) -> int:
    """How many keys its institution had before it, whose filings are this one's too; none of a listed hospital's."""
    if key.user.institution_id is None:
        return 0
    rows = select(func.count()).select_from(ApiKey).join(ApiKey.user)
    return db.session.scalar(rows.where(User.institution_id == key.user.institution_id, ApiKey.id < key.id)) or 0


def of_county(ctx: Context) -> list[ApiKey]:
    """The keys of the supervisor's county, those that were revoked too, newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    hospitals = select(Hospital.id).where(Hospital.county == ctx.actor.county)
    of_it = or_(User.county == ctx.actor.county, User.hospital_id.in_(hospitals))
    rows = select(ApiKey).join(ApiKey.user).where(of_it).options(joinedload(ApiKey.user).joinedload(User.hospital))
    return list(db.session.scalars(rows.order_by(ApiKey.id.desc())))


def revoke(ctx: Context, uid: str) -> ApiKey:
    """It opens nothing from now on, and its account is disabled; raises `NotFound` for a foreign or missing one."""
    with transaction():
        key = next((key for key in of_county(ctx) if key.uid == uid), None)
        if key is None:
            raise NotFound
        if key.revoked_at is not None:
            raise NotAllowed("key_is_over")
        key.revoked_at = key.user.disabled_at = ctx.now
        portal_events.record(ctx, PortalEventKind.KEY_REVOKED, account=key.user, hospital=key.user.hospital)
        return key


def actor_of(ctx: Context, shown: str) -> Actor | None:
    """Whose system it is that shows this, and what it may open; nobody's where the key is unknown, wrong or over."""
    parts = parts_of(shown)
    if parts is None:
        return None
    prefix, secret = parts
    key: ApiKey | None = db.session.scalar(select(ApiKey).where(ApiKey.prefix == prefix))
    if key is None or not hmac.compare_digest(key.secret_digest, _digest(secret)) or not key.is_live(ctx.today):
        return None
    opens = frozenset(each.scope for each in key.scopes)
    return replace(sessions.actor_of(key.user), scopes=opens, institution_id=key.user.institution_id)


def account_named(shown: str) -> User | None:
    """Whose account it names, whether it is right or not: for whoever writes down that it opened nothing."""
    parts = parts_of(shown)
    rows = select(User).join(ApiKey, ApiKey.user_id == User.id).where(ApiKey.prefix == parts[0]) if parts else None
    return None if rows is None else db.session.scalar(rows)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
