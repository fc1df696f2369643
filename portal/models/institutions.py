"""Institutions (机构) that are no hospital of a county's list, and whose systems act by keys."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row


class Institution(Row):
    """One of one county, known by its name, written down with its first key; what it filed outlives its keys."""

    __tablename__ = "institutions"
    __table_args__ = (UniqueConstraint("county", "name"),)

    county: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
