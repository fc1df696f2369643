"""Random secrets, each for one purpose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Role, TokenPurpose
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word, db, one_of
from portal.models.codecs import Typed
from portal.models.filing import Filing
from portal.models.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Secret:
    """A token itself, where a paper must be printed again, and what it grants.

    An invitation grants an account of staff, a reset link a new password for the account `user`, in the place of the
    one whose `stamp` it is.
    """

    token: str = ""
    role: Role | None = None
    username: str = ""
    county: str | None = None
    office: str | None = None
    hospital_id: int | None = None
    employer_id: int | None = None
    signs_as: SlipSigner | None = None
    user: str = ""
    stamp: str = ""


_OF_A_FILING = (TokenPurpose.QR, TokenPurpose.UPLOAD, TokenPurpose.BIND)


class Token(Row):
    """A random secret for one purpose: a QR, an upload link, a binding code, an invitation, a password reset."""

    __tablename__ = "tokens"
    __table_args__ = (
        CheckConstraint(f"({one_of('purpose', _OF_A_FILING)}) = (filing_id IS NOT NULL)", name="of_a_filing"),
    )

    purpose: Mapped[TokenPurpose] = mapped_column(Word(TokenPurpose, 16))
    token_index: Mapped[str] = mapped_column(String(32), unique=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    secret = Sealed(Typed(Secret))
    filing_id: Mapped[int | None] = mapped_column(ForeignKey(Filing.id), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")  # of a code that is typed, right or wrong

    @property
    def key_holder(self) -> Filing | None:
        """The filing it opens; an invitation and a reset link are of none, and do not last."""
        return None if self.filing_id is None else db.session.get_one(Filing, self.filing_id)
