"""What this database is for, so that demo people never mix with real ones."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import UtcDateTime, Word, db


class InstallationKind(StrEnum):
    """What a database is for."""

    REAL = "real"
    DEMO = "demo"


class Installation(db.Model):  # type: ignore[name-defined,misc]
    """The one row that says `real` or `demo`; written when the database is first filled, never changed."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InstallationKind] = mapped_column(Word(InstallationKind, 8))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
