"""The demo's accounts with one password, and the people who filed without anybody signing in as them."""

from collections.abc import Sequence
from zlib import crc32

from pyotp import TOTP

from portal.demo.people import DemoPerson, demo_person
from portal.domain.actor import Context
from portal.domain.consent import CURRENT
from portal.domain.credit_code import check_sign
from portal.domain.vocabulary import WITH_SECOND_FACTOR, Role
from portal.models import Employer, Hospital, SecondFactor, User, db
from portal.models.accounts import Identity
from portal.models.sealed import person_index, phone_index
from portal.models.transaction import transaction
from portal.services import second_factors

HOSPITAL = "汶上县中医院"
_UNIT = "汶上县演示机械有限公司"
_CODE_BODY = "91370830MA0000001"
HOME = "wenshang"
"""The county whose hospital has an account too, and two supervisors: one's acts may need the other. It comes with the
program."""
_OWN_NUMBERS = 7000
"""From here on the made-up people are staff themselves."""
_NAME_OF = {Role.CLERK: "经办员", Role.SUPERVISOR: "主管"}


def clerk_of(county: str) -> str:
    """The user name of that county's clerk."""
    return "clerk" if county == HOME else f"clerk-{county}"


def supervisor_of(county: str) -> str:
    """The user name of that county's supervisor."""
    return "supervisor" if county == HOME else f"supervisor-{county}"


def names(counties: Sequence[str]) -> tuple[str, ...]:
    """Everybody's user name, those of the home county first."""
    return ("citizen", "hospital", "employer", *_staff(counties))


def _staff(counties: Sequence[str]) -> dict[str, tuple[Role, str]]:
    """Those of the home county first: they are the ones to begin with."""
    ordered = (HOME, *(county for county in counties if county != HOME))
    clerks = {clerk_of(county): (Role.CLERK, county) for county in ordered}
    supervisors = {supervisor_of(county): (Role.SUPERVISOR, county) for county in ordered}
    return {**clerks, **supervisors, "supervisor-2": (Role.SUPERVISOR, HOME)}


def make(ctx: Context, password_hash: str, counties: Sequence[str]) -> dict[str, User]:
    """The accounts, by user name."""
    owner = demo_person(0)
    with transaction():
        hospital = db.session.query(Hospital).filter(Hospital.name == HOSPITAL).one()
        users = {
            "citizen": _citizen(ctx, owner, password_hash, "citizen"),
            "hospital": User(
                role=Role.HOSPITAL,
                username="hospital",
                identity=Identity("医保办演示员"),
                hospital_id=hospital.id,
                password_hash=password_hash,
                created_at=ctx.now,
            ),
            "employer": _of_a_unit(ctx, password_hash),
            **{name: _member(ctx, name, *post, password_hash) for name, post in _staff(counties).items()},
        }
        db.session.add_all(users.values())
        return users


def _of_a_unit(ctx: Context, password_hash: str) -> User:
    unit = Employer(county=HOME, name=_UNIT, credit_code=_CODE_BODY + check_sign(_CODE_BODY))
    return User(
        role=Role.EMPLOYER,
        username="employer",
        identity=Identity("人事演示员"),
        employer=unit,
        password_hash=password_hash,
        created_at=ctx.now,
    )


def _member(ctx: Context, username: str, role: Role, county: str, password_hash: str) -> User:
    own = Identity(f"演示{_NAME_OF[role]}", demo_person(_OWN_NUMBERS + crc32(username.encode()) % 1000).id_number)
    return User(
        role=role,
        username=username,
        person_index=person_index(own.id_number),
        identity=own,
        county=county,
        password_hash=password_hash,
        created_at=ctx.now,
    )


def _citizen(ctx: Context, who: DemoPerson, password_hash: str, username: str | None = None) -> User:
    return User(
        role=Role.CITIZEN,
        username=username,
        phone_index=phone_index(who.phone),
        person_index=person_index(who.id_number),
        identity=Identity(who.name, who.id_number, who.phone),
        password_hash=password_hash,
        created_at=ctx.now,
        consent_version=CURRENT.name,
        consented_at=ctx.now,
    )


def make_citizen(ctx: Context, who: DemoPerson, password_hash: str) -> User:
    """An account nobody has the password of."""
    with transaction():
        user = _citizen(ctx, who, password_hash)
        db.session.add(user)
        return user


def renew(ctx: Context, password_hash: str, counties: Sequence[str]) -> None:
    """Give every account the password of this start, and a county added since its staff; sessions go on."""
    with transaction():
        kept = {user.username: user for user in db.session.query(User).filter(User.username.in_(names(counties)))}
        for user in kept.values():
            user.password_hash = password_hash
        if "employer" not in kept:  # a demo that began before there were units
            db.session.add(_of_a_unit(ctx, password_hash))
        added = {name: post for name, post in _staff(counties).items() if name not in kept}
        db.session.add_all(_member(ctx, name, *post, password_hash) for name, post in added.items())


def give_factor(ctx: Context, base32: str) -> None:
    """Give all members of staff this one secret; where they have it already, codes that were used stay used."""
    with transaction():
        for user in db.session.query(User).filter(User.role.in_(WITH_SECOND_FACTOR)):
            factor = db.session.query(SecondFactor).filter_by(user_id=user.id).one_or_none()
            if factor is None or factor.secret.base32 != base32:
                second_factors.forget(user)
                second_factors.write(ctx, user, base32)


def code_now(ctx: Context) -> str:
    """What a telephone that has the secret shows now; empty before there is one."""
    factor = db.session.query(SecondFactor).first()
    return TOTP(factor.secret.base32).at(ctx.now) if factor else ""
