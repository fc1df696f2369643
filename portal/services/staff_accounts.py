"""Staff accounts of a county: a supervisor invites and ends them."""

from dataclasses import replace

from sqlalchemy import Select, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.api_keys import NO_PASSWORD
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.slip_signing import SlipSigner
from portal.domain.spelling import figures, user_name
from portal.domain.vocabulary import STAFF, WITH_SECOND_FACTOR, Role, TokenPurpose
from portal.models import Employer, Hospital, SecondFactor, User, db
from portal.models.accounts import Identity
from portal.models.sealed import person_index
from portal.models.tokens import Secret
from portal.models.transaction import transaction
from portal.services import employers, password_rules, passwords, portal_events, sessions, tokens
from portal.services.rulebook import rulebook


def invite(
    ctx: Context,
    role: Role,
    username: str,
    office: str | None = None,
    hospital_uid: str | None = None,
    employer_uid: str | None = None,
    signs_as: SlipSigner | None = None,
) -> str:
    """A supervisor invites a clerk of the county, or staff of a hospital or unit; returns the link's token."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        grants, place = Secret(role=role, username=user_name(username), county=ctx.actor.county), ""
        if role is Role.HOSPITAL:
            hospital = db.session.scalar(
                select(Hospital).where(Hospital.uid == hospital_uid, Hospital.county == ctx.actor.county)
            )
            if hospital is None:
                raise Invalid("unknown_hospital", "hospital")
            grants, place = replace(grants, hospital_id=hospital.id, signs_as=signs_as), hospital.name
        elif role is Role.EMPLOYER:
            unit = employers.named(ctx, employer_uid)
            grants, place = replace(grants, employer_id=unit.id), unit.name
        elif role in STAFF:
            grants, place = replace(grants, office=office), _office_name(ctx, office)
        else:
            raise Invalid("citizens_register", "role")
        require_free(username)
        invited = PortalEventDetail(username=grants.username, after=role.value, place=place)
        portal_events.record(ctx, PortalEventKind.INVITED, invited)
        return tokens.make(ctx, TokenPurpose.INVITE, grants=grants)


def _office_name(ctx: Context, office: str | None) -> str:
    county = rulebook.catalogue.county(ctx.actor.county or "")
    known = county.office(office) if county and office else None
    return known.name if known else office or ""


def require_free(username: str) -> None:
    """Raise where an account has that user name already."""
    if db.session.scalar(select(func.count()).select_from(User).where(User.username == user_name(username))):
        raise Invalid("username_taken", "username")


def require_redeemable(ctx: Context, token: str) -> None:
    """Raise where the user name of an invitation went to somebody else meanwhile; `NotFound` where it is spent."""
    require_free(tokens.find(ctx, TokenPurpose.INVITE, token).secret.username or "")


def redeem_invitation(ctx: Context, token: str, name: str, id_number: str, password: str) -> User:
    """Turn an invitation into an account; works once, for 48 hours.

    `id_number` is their own: it is sealed, and keeps what concerns them from their desk.
    """
    password_rules.check(password)
    own = Identity(name, _checked(ctx, id_number))
    hashed = passwords.make_hash(password)
    try:
        with transaction():
            row = tokens.find(ctx, TokenPurpose.INVITE, token)
            grants = row.secret
            password_rules.check(password, own, grants.username)
            tokens.use(ctx, row)
            user = create(ctx, grants, own, hashed)
            taken = PortalEventDetail(after=user.role.value)
            portal_events.record(ctx, PortalEventKind.INVITATION_TAKEN, taken, account=user)
            if user.signs_as is not None:
                _note_signer(ctx, user, None)
            return user
    except IntegrityError as error:
        raise Invalid("username_taken", "username") from error


def _checked(ctx: Context, id_number: str) -> str:
    number = figures(id_number)
    if fault := identity.fault_of(number, ctx.today):
        raise Invalid(fault, "id_number")
    return number


def tell_own_number(ctx: Context, id_number: str) -> User:
    """Whoever was invited before this was asked tells their own number, once; raises `NotFound` then."""
    number = _checked(ctx, id_number)
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)
        if user.role not in WITH_SECOND_FACTOR or user.person_index is not None:
            raise NotFound
        user.person_index, user.identity = person_index(number), replace(user.identity, id_number=number)
        portal_events.record(ctx, PortalEventKind.OWN_NUMBER_TOLD, account=user)
        return user


def create(ctx: Context, grants: Secret, own: Identity, password_hash: str) -> User:
    """Write a staff account inside the caller's transaction."""
    is_of_agency = grants.role in STAFF
    user = User(
        role=grants.role,
        username=grants.username,
        person_index=person_index(own.id_number),
        identity=own,
        county=grants.county if is_of_agency else None,
        office=grants.office if is_of_agency else None,
        hospital_id=grants.hospital_id,
        employer_id=grants.employer_id,
        signs_as=grants.signs_as,
        password_hash=password_hash,
        created_at=ctx.now,
    )
    db.session.add(user)
    db.session.flush()
    return user


def disable(ctx: Context, uid: str) -> User:
    """End an account and every session of it at once; nobody disables themselves."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        user = _taken(ctx, uid)
        if user.id == ctx.actor.user_id:
            raise NotAllowed("not_yourself")
        if user.disabled_at is None:  # pressed twice, the first time counts
            user.disabled_at = ctx.now
            sessions.end_all(ctx, user.id)
            portal_events.record(ctx, PortalEventKind.DISABLED, account=user)
        return user


def name_signer(ctx: Context, uid: str, signs_as: SlipSigner | None) -> User:
    """Say as what an account of a hospital signs referral slips; what it signed before stands."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        user = _taken(ctx, uid)
        if user.hospital_id is None:
            raise NotAllowed("signs_no_slips")
        before, user.signs_as = user.signs_as, signs_as
        if before is not signs_as:
            _note_signer(ctx, user, before)
        return user


def _taken(ctx: Context, uid: str) -> User:
    """As `by_uid`, in a transaction that changes it: what it was before is what a colleague made of it a moment ago."""
    user = by_uid(ctx, uid)
    db.session.refresh(user, with_for_update={"of": User})  # what is read beside it is not locked
    return user


def _note_signer(ctx: Context, user: User, before: SlipSigner | None) -> None:
    named = PortalEventDetail(before=before or "", after=user.signs_as or "")
    portal_events.record(ctx, PortalEventKind.SIGNER_NAMED, named, account=user)


def of_county(ctx: Context) -> list[User]:
    """Clerks, supervisors, staff of hospitals and units of the supervisor's county, newest last, and their factors."""
    return list(db.session.scalars(_of_county(ctx).order_by(User.id)))


def _of_county(ctx: Context) -> Select[User]:
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    hospitals = select(Hospital.id).where(Hospital.county == ctx.actor.county)
    of_people = User.password_hash != NO_PASSWORD  # those of keys stand on a page of their own
    units = select(Employer.id).where(Employer.county == ctx.actor.county)
    of_it = or_(User.county == ctx.actor.county, User.hospital_id.in_(hospitals), User.employer_id.in_(units))
    rows = select(User).where(of_it, of_people)
    beside = (
        joinedload(User.hospital),
        joinedload(User.employer),
        joinedload(User.second_factor).load_only(SecondFactor.user_id),
    )
    return rows.options(*beside)


def by_uid(ctx: Context, uid: str) -> User:
    """A member of staff of the supervisor's county; raises `NotFound`."""
    user: User | None = db.session.scalar(_of_county(ctx).where(User.uid == uid))
    if user is None:
        raise NotFound
    return user
