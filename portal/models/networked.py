"""Hospitals of the country, networked for settlement elsewhere or not, as the list of one day has them."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import db


class NetworkedList(db.Model):  # type: ignore[name-defined,misc]
    """The one list that is loaded: of which day, and what it was made of."""

    __tablename__ = "networked_lists"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))


class HospitalElsewhere(db.Model):  # type: ignore[name-defined,misc]
    """A hospital of that list; `name_key` is what spellings of its name have in common."""

    __tablename__ = "networked_hospitals"
    __table_args__ = (UniqueConstraint("name_key", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(16))
    name_key: Mapped[str] = mapped_column(String(64))
    is_networked: Mapped[bool]
