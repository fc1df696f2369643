"""Synthetic people and the accounts the tests act as; area 990000 belongs to nobody."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zlib import crc32

from pyotp import TOTP

from portal.domain.actor import STRANGER, Context
from portal.domain.claims import Claims, ContactClaim, PersonClaim
from portal.domain.consent import CURRENT
from portal.domain.identity import check_character
from portal.domain.vocabulary import WITH_SECOND_FACTOR, Channel, FilingType, Role, Scheme
from portal.models import Hospital, User, db
from portal.models.accounts import Identity
from portal.models.sealed import person_index, phone_index
from portal.models.transaction import transaction
from portal.services import passwords, second_factors, sessions

NOW = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in Beijing
PASSWORD = "a long enough password"
PASSWORD_HASH = passwords.make_hash(PASSWORD)


def id_number(serial: int, born: str = "") -> str:
    """A well-formed ID number of nobody; each thousand of them was born a day later."""
    day = born or f"{date(1955, 1, 1) + timedelta(days=serial // 1000):%Y%m%d}"
    body = f"990000{day}{serial % 1000:03d}"
    return body + check_character(body)


@dataclass(frozen=True)
class SyntheticPerson:
    """Somebody who may be insured, an agent, or both."""

    name: str
    id_number: str
    phone: str


def person(serial: int, name: str = "测试") -> SyntheticPerson:
    """The synthetic person of that number."""
    digits = "零一二三四五六七八九"
    suffix = "".join(digits[int(d)] for d in str(serial))
    return SyntheticPerson(f"{name}{suffix}", id_number(serial), f"138{serial:08d}")


TOTP_SECRET = "PORTALPORTALPORTALPORTALPORTAL22"
"""What the telephones of all members of staff count their codes from."""


def code_at(instant: datetime, secret: str = TOTP_SECRET) -> str:
    """What an authenticator shows at that instant."""
    return TOTP(secret).at(instant)


def added(user: User) -> User:
    """That account, written down; a member of staff with a second factor."""
    with transaction():
        db.session.add(user)
        db.session.flush()
        if user.role in WITH_SECOND_FACTOR:
            second_factors.write(Context(STRANGER, NOW), user, TOTP_SECRET)
    return user


def citizen(who: SyntheticPerson, verified_by: User | None = None) -> User:
    """A citizen's account."""
    return added(
        User(
            role=Role.CITIZEN,
            phone_index=phone_index(who.phone),
            person_index=person_index(who.id_number),
            identity=Identity(who.name, who.id_number, who.phone),
            password_hash=PASSWORD_HASH,
            created_at=NOW,
            consent_version=CURRENT.name,
            consented_at=NOW,
            verified_at=NOW if verified_by else None,
            verified_by_id=verified_by.id if verified_by else None,
        )
    )


def own_number(username: str) -> str:
    """The ID number that this member of staff told as their own."""
    return id_number(500_000 + crc32(username.encode()) % 100_000)


def staff(username: str, county: str = "wenshang", role: Role = Role.CLERK, office: str | None = None) -> User:
    """A clerk or supervisor."""
    return added(
        User(
            role=role,
            username=username,
            person_index=person_index(own_number(username)),
            identity=Identity(f"经办{username}", own_number(username)),
            county=county,
            office=office,
            password_hash=PASSWORD_HASH,
            created_at=NOW,
        )
    )


def hospital_staff(username: str, hospital: str = "汶上县中医院") -> User:
    """Staff of a hospital the county's file names."""
    row = db.session.query(Hospital).filter(Hospital.name == hospital).one()
    return added(
        User(
            role=Role.HOSPITAL,
            username=username,
            identity=Identity(f"医院{username}"),
            hospital_id=row.id,
            password_hash=PASSWORD_HASH,
            created_at=NOW,
        )
    )


def session_of(user: User, at: datetime = NOW) -> str:
    """The token of a browser in which that account has just signed in, staff with their second factor."""
    confirmed_at = at if user.role in WITH_SECOND_FACTOR else None
    return sessions.begin(Context(STRANGER, at), user, confirmed_at)


def acting(user: User, channel: Channel = Channel.ONLINE, later: timedelta = timedelta()) -> Context:
    """That account acting now, or a little later."""
    return Context(sessions.actor_of(user), NOW + later, channel)


def just_confirmed(user: User) -> Context:
    """That account, which has just given its second factor."""
    ctx = acting(user)
    return replace(ctx, actor=replace(ctx.actor, is_confirmed=True))


def insured(who: SyntheticPerson, place: str = "370830", **more: Any) -> PersonClaim:
    """That person as insured there, in the employees' scheme."""
    return PersonClaim(who.name, who.id_number, Scheme.EMPLOYEE, place, **more)


def long_stay(who: SyntheticPerson, **parts: Any) -> Claims:
    """What a citizen types for 汶上 长期异地就医备案."""
    typed = Claims(
        person=insured(who, kind=FilingType.LONG_TERM_RESIDENT),
        treatment_place="310000",
        begins_on=date(2026, 9, 14),
        stay_months=12,
        contact=ContactClaim(who.name, who.phone, "上海市某路1号"),
    )
    return replace(typed, **parts)
