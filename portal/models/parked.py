"""A form that somebody sent just after their session had ended, kept until they are back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.accounts import LoginSession, User
from portal.models.base import Row, UtcDateTime, db
from portal.models.codecs import Typed
from portal.models.sealed import Sealed


@dataclass(frozen=True, slots=True)
class UnsentForm:
    """Where it was going, what was typed, and whether files were chosen, which nobody can keep."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """A form whose browser has lost its cookie, so that nobody knows whose it is: it carries it itself, sealed."""

    at: datetime
    content: UnsentForm


class ParkedForm(Row):
    """One form for each session that ended, sealed; only its own account ever sees it again."""

    __tablename__ = "parked_forms"

    session_index: Mapped[str] = mapped_column(ForeignKey(LoginSession.token_index), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    parked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    content = Sealed(Typed(UnsentForm))

    @property
    def key_holder(self) -> User:
        """The account whose form it is."""
        return db.session.get_one(User, self.user_id)
