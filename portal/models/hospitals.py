"""Hospitals a county lets issue referrals, with the dates of their designation."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row


class Hospital(Row):
    """A designated hospital; first written from the county's file, its dates kept by a supervisor."""

    __tablename__ = "hospitals"
    __table_args__ = (
        UniqueConstraint("county", "name"),
        CheckConstraint(
            "designated_from IS NULL OR designated_until IS NULL OR designated_from <= designated_until",
            name="dates_in_order",
        ),
    )

    county: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    designated_from: Mapped[date | None]
    designated_until: Mapped[date | None]
