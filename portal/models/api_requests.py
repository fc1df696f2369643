"""What was begun by which request of a system, so that the same request again begins nothing more."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.accounts import User
from portal.models.base import UtcDateTime, db
from portal.models.filing import Filing


class ApiRequest(db.Model):  # type: ignore[name-defined,misc]
    """One request that did something, kept with its filing; of its body a keyed digest, for it tells of a person."""

    __tablename__ = "api_requests"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    request_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    body_index: Mapped[str] = mapped_column(String(32))
    filing_id: Mapped[int] = mapped_column(ForeignKey(Filing.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
