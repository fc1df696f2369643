"""Papers of a filing: what each is, how it came, and what a clerk found of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.attestation import speaks_of
from portal.domain.vocabulary import Evidence, Mark
from portal.models.accounts import User
from portal.models.base import UtcDateTime, Word, one_of
from portal.models.codecs import Typed
from portal.models.filing import OfAFiling
from portal.models.sealed import SealedOrNone

KEPT_AS_A_FILE = (Evidence.UPLOAD, Evidence.FAX)


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """What somebody promised in place of a paper, word for word, and the name signed under it."""

    statement: str = ""
    signed_name: str = ""


class Document(OfAFiling):
    """One photograph, scan, sighted original or signed commitment; several may stand for one kind of paper."""

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint(f"({one_of('evidence', KEPT_AS_A_FILE)}) = (storage_key IS NOT NULL)", name="stored_if_a_file"),
        CheckConstraint("(mark = 'unchecked') = (marked_by_id IS NULL)", name="marked_by_someone"),
        Index("ix_documents_filing", "filing_id", "id"),
        Index(
            "uq_documents_same_file_once",
            "filing_id",
            "kind",
            "sha256",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND sha256 IS NOT NULL"),
            postgresql_where=text("removed_at IS NULL AND sha256 IS NOT NULL"),
        ),
    )

    kind: Mapped[str] = mapped_column(String(64))
    evidence: Mapped[Evidence] = mapped_column(Word(Evidence))
    storage_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    media_type: Mapped[str | None] = mapped_column(String(32))
    size: Mapped[int | None]
    pages: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str | None] = mapped_column(String(64))
    detail_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    commitment = SealedOrNone(Typed(SignedStatement), "detail")
    is_sealed: Mapped[bool | None]  # whether it carries a stamp, as claimed or as a clerk found
    mark: Mapped[Mark] = mapped_column(Word(Mark), default=Mark.UNCHECKED)
    mark_note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mark_note = SealedOrNone(Typed(str))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def look_again(self, paths: Collection[str]) -> None:
        """These answers were changed: what was found sound beside them is open again where it speaks of them."""
        if speaks_of(self.kind, paths):
            self.doubt()

    def doubt(self) -> None:
        """Nobody has found it sound any more."""
        if self.mark is Mark.SOUND:
            self.mark, self.marked_by_id, self.marked_at = Mark.UNCHECKED, None, None
