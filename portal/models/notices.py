"""Papers out: numbered, dated, their content frozen; drawn once as PDF after the act, and kept as it went out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import NoticeKind
from portal.models.accounts import User
from portal.models.base import UtcDateTime, Word
from portal.models.codecs import Typed
from portal.models.filing import OfAFiling
from portal.models.sealed import Sealed


class Notice(OfAFiling):
    """One paper the agency put out about a filing."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_filing", "filing_id", "id"),
        Index("uq_notices_kept_key", "kept_key", unique=True),
    )

    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[NoticeKind] = mapped_column(Word(NoticeKind))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    paper_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    content = Sealed(Typed(NoticeContent), "paper")
    kept_key: Mapped[str | None] = mapped_column(String(64))  # the PDF among the kept papers, once the worker drew it
    lacks_glyphs: Mapped[bool] = mapped_column(default=False, server_default=text("false"))  # staff look at the print
