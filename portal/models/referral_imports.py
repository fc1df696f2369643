"""Many filings that come as one spreadsheet, of a hospital or of a unit: how far the worker is, what was not taken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, db
from portal.models.codecs import Typed
from portal.models.employers import Employer
from portal.models.hospitals import Hospital
from portal.models.sealed import SealedOrNone

_GOING_ON = "ended_at IS NULL"


@dataclass(frozen=True, slots=True)
class ImportHeadings:
    """The headings of the file as they stood, and those that no question has."""

    all: tuple[str, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedCells:
    """A row as it was sent, and why it was not taken, or what it was before: a sentence each."""

    cells: tuple[str, ...]
    reasons: tuple[str, ...]


class ReferralImport(Row):
    """One file of one hospital, or of one unit for an item.

    `handled` rows are behind it: each became a filing, was one before, or was refused. What was one before and came to
    nothing is lapsed; where it is wanted `again`, it became one anew.
    """

    __tablename__ = "referral_imports"
    __table_args__ = (
        CheckConstraint("(hospital_id IS NULL) <> (employer_id IS NULL)", name="sent_by_one"),
        CheckConstraint("(item_id IS NULL) = (employer_id IS NULL)", name="item_of_a_unit"),
        CheckConstraint("handled = waiting + sent + repeated + lapsed + refused", name="each_row_once"),
        CheckConstraint("anew <= waiting + sent", name="anew_is_taken"),
        CheckConstraint("row_count IS NULL OR handled <= row_count", name="no_row_too_many"),
        CheckConstraint(f"({_GOING_ON}) = (file_key IS NOT NULL)", name="file_while_it_goes_on"),
        CheckConstraint(
            f"{_GOING_ON} OR trouble_sealed IS NOT NULL OR (row_count IS NOT NULL AND handled = row_count)",
            name="ended_when_all_is_handled",
        ),
        Index("ix_referral_imports_hospital", "hospital_id", "id"),
        Index("ix_referral_imports_employer", "employer_id", "id"),
        Index(
            "uq_referral_imports_one_file_of_a_unit_at_a_time",
            "employer_id",
            "file_digest",
            unique=True,
            sqlite_where=text(_GOING_ON),
            postgresql_where=text(_GOING_ON),
        ),
        Index(
            "uq_referral_imports_one_file_at_a_time",
            "hospital_id",
            "file_digest",
            unique=True,
            sqlite_where=text(_GOING_ON),
            postgresql_where=text(_GOING_ON),
        ),
    )

    hospital_id: Mapped[int | None] = mapped_column(ForeignKey(Hospital.id))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey(Employer.id))
    item_id: Mapped[str | None] = mapped_column(String(128))  # of a unit's; a hospital's is its county's referral
    made_by_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(16))  # in which its reasons are written
    file_digest: Mapped[str] = mapped_column(String(32))
    file_key: Mapped[str | None] = mapped_column(String(64), unique=True)  # the file, then the rows that were read
    again: Mapped[bool] = mapped_column(default=False, server_default=text("false"))  # what lapsed is filed anew
    row_count: Mapped[int | None]  # how many there are, once it was read
    handled: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)  # became a draft that waits for its slip
    sent: Mapped[int] = mapped_column(default=0)  # went in, for the item asks for no slip
    repeated: Mapped[int] = mapped_column(default=0)  # the same row was taken before, and what came of it stands
    lapsed: Mapped[int] = mapped_column(default=0, server_default="0")  # it was, and nothing of it stands any more
    anew: Mapped[int] = mapped_column(default=0, server_default="0")  # of those that became filings, the lapsed ones
    refused: Mapped[int] = mapped_column(default=0)
    headings_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    headings = SealedOrNone(Typed(ImportHeadings))
    trouble_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    trouble = SealedOrNone(Typed(str))  # why it could not be read, or gone on with
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when its report was first fetched

    hospital: Mapped[Hospital | None] = relationship()
    made_by: Mapped[User] = relationship()

    @property
    def key_holder(self) -> User:
        """The account that sent it."""
        return db.session.get_one(User, self.made_by_id)


class ReferralImportRefusal(Row):
    """One row of a file that was not taken, or was filed anew, under its number in the file."""

    __tablename__ = "referral_import_refusals"
    __table_args__ = (UniqueConstraint("import_id", "row_number"),)

    import_id: Mapped[int] = mapped_column(ForeignKey(ReferralImport.id))
    row_number: Mapped[int]
    is_anew: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content = SealedOrNone(Typed(RefusedCells))

    @property
    def key_holder(self) -> User:
        """The account that sent the file."""
        return db.session.get_one(ReferralImport, self.import_id).key_holder
