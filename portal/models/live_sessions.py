"""A signed-in browser as every page reads it: in one statement of the columns that say who asks, and no entity."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Self

from sqlalchemy import bindparam, func, select

from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Role
from portal.models.accounts import Identity, LoginSession, User
from portal.models.codecs import Typed
from portal.models.data_keys import HoldsItsOwnKey
from portal.models.employers import Employer
from portal.models.hospitals import Hospital
from portal.models.household import HouseholdMember
from portal.models.sealed import Openable


class Member(NamedTuple):
    """One of the household of a member of staff."""

    person_index: str


class _SeenColumns(NamedTuple):
    id: int
    uid: str
    data_key: bytes | None
    identity_sealed: bytes | None
    role: Role
    county: str | None
    office: str | None
    hospital_id: int | None
    employer_id: int | None
    signs_as: SlipSigner | None
    person_index: str | None
    verified_at: datetime | None


class SeenAccount(_SeenColumns, HoldsItsOwnKey):
    """An account as the frame and the rules see it, with the name of its hospital or unit and its household."""

    __tablename__ = User.__tablename__
    identity: Openable[Identity] = Openable(Typed(Identity), "identity")
    institution_name: str | None
    household: Sequence[Member]


class LiveSession(NamedTuple):
    """A session that was not ended, of an account that is not disabled."""

    created_at: datetime
    seen_at: datetime
    confirmed_at: datetime | None
    user: SeenAccount

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> Self:
        """Of what `LIVE` found: a row for each of the household, or one."""
        times, account, (institution, _member) = rows[0][:3], rows[0][3:-2], rows[0][-2:]
        user = SeenAccount._make(account)
        user.institution_name = institution
        user.household = tuple(Member(row[-1]) for row in rows if row[-1] is not None)
        created_at, seen_at, confirmed_at = times
        return cls(created_at, seen_at, confirmed_at, user)


LIVE = (
    select(
        LoginSession.created_at,
        LoginSession.seen_at,
        LoginSession.confirmed_at,
        *(getattr(User, name) for name in _SeenColumns._fields),
        func.coalesce(Hospital.name, Employer.name),
        HouseholdMember.person_index,
    )
    .join(User, User.id == LoginSession.user_id)
    .outerjoin(Hospital, Hospital.id == User.hospital_id)
    .outerjoin(Employer, Employer.id == User.employer_id)
    .outerjoin(HouseholdMember, HouseholdMember.user_id == User.id)
    .where(
        LoginSession.token_index == bindparam("token"),
        LoginSession.ended_at.is_(None),
        User.disabled_at.is_(None),
    )
)
"""Every page of whoever is signed in asks it: to build it costs as much as to run it, to load entities four times."""
