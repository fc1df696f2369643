"""Units (单位) that file for their staff, where the county's guide lets them."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row


class Employer(Row):
    """A unit of one county, known by its 统一社会信用代码; a supervisor writes it down."""

    __tablename__ = "employers"
    __table_args__ = (UniqueConstraint("county", "credit_code"),)

    county: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(128))
    credit_code: Mapped[str] = mapped_column(String(18))
