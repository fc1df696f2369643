"""Files that were written for the national library: which, when, of how many filings."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime


class NationalBatch(Row):
    """One file; its `id` is the number that people call it by. Who was in it last, the filings themselves say."""

    __tablename__ = "national_batches"
    __table_args__ = (Index("ix_national_batches_county", "county", "id"),)

    county: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # nobody's: made at the command line
    filings: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    folder: Mapped[str | None] = mapped_column(String(1024))  # where it was put; of older ones nobody wrote it down

    @property
    def file_name(self) -> str:
        """What its file is called; the name too says that the format is not confirmed."""
        return f"{self.county}-{self.id:06d}-provisional.csv"
