"""A form that somebody sent just after their session had ended, kept until they are back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.accounts import LoginSession, User
from portal.models.base import Row, UtcDateTime
from portal.models.codecs import Untyped
from portal.models.sealed import SealedOrNone


class ParkedForm(Row):
    """One form for each session that ended, sealed; only its own account ever sees it again."""

    __tablename__ = "parked_forms"

    session_index: Mapped[str] = mapped_column(ForeignKey(LoginSession.token_index), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    parked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    content: Any = SealedOrNone(Untyped())  # {"path", "fields": [[name, value], …], "had_files"}
