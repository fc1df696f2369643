"""The second factor of staff: the secret that a telephone counts codes from, and the codes for a lost one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, db
from portal.models.codecs import Typed
from portal.models.sealed import Sealed


@dataclass(frozen=True, slots=True)
class TotpSecret:
    """What a telephone and the portal share (RFC 6238), in base32."""

    base32: str


class SecondFactor(Row):
    """One an account; the last time step whose code was taken stands beside it, so that no code counts twice."""

    __tablename__ = "second_factors"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), unique=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    secret = Sealed(Typed(TotpSecret))
    last_step: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def key_holder(self) -> User:
        """The account whose factor it is."""
        return db.session.get_one(User, self.user_id)


class RecoveryCode(db.Model):  # type: ignore[name-defined,misc]
    """A code that counts once where the telephone is lost; the table holds only its index."""

    __tablename__ = "recovery_codes"

    code_index: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
