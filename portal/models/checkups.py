"""Check-ups of the installation, as they were found; no personal data."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import UtcDateTime, db


class CheckupRow(db.Model):  # type: ignore[name-defined,misc]
    """One check-up."""

    __tablename__ = "checkups"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    lines: Mapped[str] = mapped_column(Text)  # JSON
