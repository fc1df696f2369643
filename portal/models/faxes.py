"""Faxes as they lie in the tray of an agency, page by page; where a page came from stays, where it lies may change."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.faxes import FaxState, FaxTrouble
from portal.domain.page_reading import PageReading
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word, one_of
from portal.models.codecs import Typed
from portal.models.filing import Filing
from portal.models.sealed import SealedOrNone


class Fax(Row):
    """One fax, or what a clerk made one of; it came when the first of its pages did. `content_digest` is of the file
    it came in, with its name.

    One set aside keeps its file as it came (`original_key`). The master key seals: it is nobody's yet.
    """

    __tablename__ = "faxes"
    __table_args__ = (
        CheckConstraint("(trouble IS NULL) = (original_key IS NULL)", name="kept_as_it_came_if_in_trouble"),
        CheckConstraint("state <> 'set_aside' OR trouble IS NOT NULL", name="set_aside_for_a_trouble"),
        CheckConstraint(
            f"({one_of('state', (FaxState.JUNK, FaxState.DONE))}) = (settled_at IS NOT NULL)", name="settled_at_a_time"
        ),
        UniqueConstraint("county", "content_digest"),
        Index("ix_faxes_tray", "county", "state", "came_at", "id"),
        Index("ix_faxes_settled_at", "settled_at"),
    )

    county: Mapped[str] = mapped_column(String(64))
    came_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[FaxState] = mapped_column(Word(FaxState))
    content_digest: Mapped[str | None] = mapped_column(String(32))
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name = SealedOrNone(Typed(str))  # of the file it came in
    sender_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sender = SealedOrNone(Typed(str))  # as the other machine calls itself
    trouble: Mapped[FaxTrouble | None] = mapped_column(Word(FaxTrouble))
    original_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason = SealedOrNone(Typed(str))  # why a clerk junked it
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    pages: Mapped[list["FaxPage"]] = relationship(order_by="FaxPage.position, FaxPage.id", back_populates="fax")


class FaxPage(Row):
    """Page `number` of a kept file: once in one fax, and once it was put to a filing, out of the tray.

    It goes with that filing; of those that were put to one before pages knew which, nobody knows.
    """

    __tablename__ = "fax_pages"
    __table_args__ = (
        CheckConstraint("turned_by IN (0, 90, 180, 270)", name="turned_by_quarters"),
        CheckConstraint("filing_id IS NULL OR filed_at IS NOT NULL", name="filed_with_a_filing"),
        UniqueConstraint("file_key", "number"),
        Index("ix_fax_pages_fax", "fax_id", "position"),
        Index("ix_fax_pages_filed_at", "filed_at"),
    )

    fax_id: Mapped[int] = mapped_column(ForeignKey(Fax.id))
    position: Mapped[int]
    file_key: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    came_at: Mapped[datetime] = mapped_column(UtcDateTime)  # with the fax it was of at first
    turned_by: Mapped[int] = mapped_column(default=0)
    is_blank: Mapped[bool] = mapped_column(default=False)
    filed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    filing_id: Mapped[int | None] = mapped_column(ForeignKey(Filing.id), index=True)
    reading_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reading = SealedOrNone(Typed(PageReading))  # by a machine, as it is turned now; none once it is with a filing

    fax: Mapped[Fax] = relationship(back_populates="pages")


class FaxLook(Row):
    """Who was shown a fax on which `day` of Beijing; the event of the trail says the same, once.

    A page that is put to a filing hands them on to it: its person reads who saw what they sent.
    """

    __tablename__ = "fax_looks"
    __table_args__ = (UniqueConstraint("fax_id", "actor_id", "day"),)

    fax_id: Mapped[int] = mapped_column(ForeignKey(Fax.id))
    actor_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class FaxWatch(Row):
    """When the folder of a county's faxes was last looked through."""

    __tablename__ = "fax_watches"

    county: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
