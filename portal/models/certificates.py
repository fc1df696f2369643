"""Certificates of what was deleted because its time was over; no personal data."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row, UtcDateTime


class RetentionCertificate(Row):
    """One run that deleted something."""

    __tablename__ = "retention_certificates"

    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[str] = mapped_column(Text)  # JSON: kinds, periods, grounds, counts
    sha256: Mapped[str] = mapped_column(String(64))
