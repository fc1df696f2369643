"""Devices set up by a supervisor, on which whoever stands there files for themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime


class Terminal(Row):
    """One device: the digest of what its browser keeps, the account it acts as, and what is on its screen.

    `at_hand` is the number of the filing that somebody types, or sent in just now: a word and no reference, for a draft
    is deleted when they are gone.
    """

    __tablename__ = "terminals"
    __table_args__ = (
        CheckConstraint("at_hand IS NULL OR seen_at IS NOT NULL", name="somebody_is_there"),
        CheckConstraint("at_hand IS NULL OR ended_at IS NULL", name="nobody_is_at_one_that_ended"),
    )

    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    at_hand: Mapped[str | None] = mapped_column(String(12))
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when somebody pressed anything last

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="joined", innerjoin=True)
