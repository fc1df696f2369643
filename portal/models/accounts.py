"""Accounts, their sessions, and the counters that slow guessing down."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.api_keys import NO_PASSWORD, USERNAME
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import OF_A_COUNTY, Role
from portal.models.base import UtcDateTime, Word, db, one_of
from portal.models.codecs import Typed
from portal.models.data_keys import KeyHolder
from portal.models.employers import Employer
from portal.models.hospitals import Hospital
from portal.models.institutions import Institution
from portal.models.sealed import Sealed


@dataclass(frozen=True, slots=True)
class ReplacedPhone:
    """A telephone that is its owner's no longer, until it was written to; by the event that says so."""

    event: str
    phone: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose account it is; of staff the telephone is the one they are rung on, and opens nothing.

    Messages go to the mailbox too, once its owner proved it by a code, and are written in their language.
    """

    name: str
    id_number: str = ""
    phone: str = ""
    mailbox: str = ""
    language: str = ""
    is_mailbox_proven: bool = False
    replaced_phones: tuple[ReplacedPhone, ...] = ()

    @property
    def proven_mailbox(self) -> str:
        """The mailbox that may be written to; empty where there is none."""
        return self.mailbox if self.is_mailbox_proven else ""


if TYPE_CHECKING:
    from portal.models.household import HouseholdMember
    from portal.models.second_factors import SecondFactor


_IS_VERIFIED = text("role = 'citizen' AND verified_at IS NOT NULL AND disabled_at IS NULL")


class User(KeyHolder):
    """One person's account: citizens sign in by telephone, staff by user name and for one office or hospital."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(f"({one_of('role', OF_A_COUNTY)}) = (county IS NOT NULL)", name="staff_have_a_county"),
        CheckConstraint("(role = 'hospital') = (hospital_id IS NOT NULL)", name="hospital_staff_have_a_hospital"),
        CheckConstraint("(role = 'employer') = (employer_id IS NOT NULL)", name="employer_staff_have_an_employer"),
        CheckConstraint(
            f"(substr(coalesce(username, ''), 1, {len(USERNAME)}) = '{USERNAME}' AND role = 'clerk')"
            " = (institution_id IS NOT NULL)",
            name="keys_of_no_hospital_have_an_institution",
        ),
        CheckConstraint("signs_as IS NULL OR hospital_id IS NOT NULL", name="signs_for_a_hospital"),
        CheckConstraint("username IS NOT NULL OR phone_index IS NOT NULL", name="can_sign_in"),
        CheckConstraint(
            f"(substr(coalesce(username, ''), 1, {len(USERNAME)}) = '{USERNAME}') = (password_hash = '{NO_PASSWORD}')",
            name="accounts_of_keys_have_no_password",
        ),
        CheckConstraint("(verified_at IS NULL) = (verified_by_id IS NULL)", name="verified_by_someone"),
        Index(
            "uq_users_one_verified_of_a_person",
            "person_index",
            unique=True,
            sqlite_where=_IS_VERIFIED,
            postgresql_where=_IS_VERIFIED,
        ),
    )

    role: Mapped[Role] = mapped_column(Word(Role))
    username: Mapped[str | None] = mapped_column(String(64), unique=True)
    phone_index: Mapped[str | None] = mapped_column(String(32), unique=True)
    person_index: Mapped[str | None] = mapped_column(String(32), index=True)
    identity_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    identity = Sealed(Typed(Identity))
    county: Mapped[str | None] = mapped_column(String(64), index=True)
    office: Mapped[str | None] = mapped_column(String(64))
    hospital_id: Mapped[int | None] = mapped_column(ForeignKey(Hospital.id), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey(Employer.id), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey(Institution.id), index=True)
    signs_as: Mapped[SlipSigner | None] = mapped_column(Word(SlipSigner))  # its referral slips
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_version: Mapped[str | None] = mapped_column(String(16))  # of the text the owner agreed to last
    consented_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    hospital: Mapped[Hospital | None] = relationship()
    employer: Mapped[Employer | None] = relationship()
    second_factor: Mapped["SecondFactor | None"] = relationship(viewonly=True)
    household: Mapped[list["HouseholdMember"]] = relationship(viewonly=True)  # asked for with the session of staff

    @property
    def institution_name(self) -> str | None:
        """The hospital or the unit it is an account of; none for everyone else."""
        institution = self.hospital or self.employer
        return institution.name if institution else None

    @property
    def is_of_a_key(self) -> bool:
        """Whether it is an institution's, whose systems act by a key: nobody signs in with it."""
        return (self.username or "").startswith(USERNAME)


class LoginSession(db.Model):  # type: ignore[name-defined,misc]
    """A signed-in browser; the cookie holds the token, the table only its index. Ending it works at once."""

    __tablename__ = "login_sessions"

    token_index: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the second factor was given last
    browser: Mapped[str | None] = mapped_column(String(32))  # its kind, and the kind of device
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")


class Throttle(db.Model):  # type: ignore[name-defined,misc]
    """How often a key (an account, an address, a receipt) failed within its window; shared by every process."""

    __tablename__ = "throttles"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    failures: Mapped[int]
