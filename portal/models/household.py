"""Who lives with a member of staff: search keys of ID numbers alone, so that what concerns them goes to a colleague."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime

MOST_MEMBERS = 8


class HouseholdMember(Row):
    """One of at most so many; the number itself is kept nowhere. Triggers on filings refuse a decision about one."""

    __tablename__ = "household_members"
    __table_args__ = (
        UniqueConstraint("user_id", "person_index"),
        UniqueConstraint("user_id", "place"),
        CheckConstraint(f"place BETWEEN 1 AND {MOST_MEMBERS}", name="at_most_so_many"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    place: Mapped[int]
    person_index: Mapped[str] = mapped_column(String(32), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
