"""What was made known to whom: one row a message and telephone or mailbox, sealed; its random name is the key by which
what carries it knows it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.messages import FOR_THE_DESK, MessageKind, MessageState, Recipient, Whose
from portal.models.base import UtcDateTime, Word, one_of
from portal.models.codecs import Typed
from portal.models.events import FilingEvent
from portal.models.filing import Filing, OfAFiling
from portal.models.sealed import Sealed

UNHEARD = text(one_of("state", FOR_THE_DESK))
"""The condition of the index of what somebody has to say; written out in a query so that its planner knows it again."""


@dataclass(frozen=True, slots=True)
class MessageContent:
    """To which telephone or mailbox, in which language, and what fills the blanks; frozen, so that sent again it is the
    same."""

    phone: str = ""
    language: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    mailbox: str = ""

    @property
    def address(self) -> str:
        """The one of the two that there is."""
        return self.phone or self.mailbox


class Message(OfAFiling):
    """One message about a filing, after its newest event of then; nobody is written to twice about one event."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("event_id", "whose"),
        CheckConstraint(
            "(whose IS NULL) = (state = 'no_address') OR state IN ('by_desk', 'overtaken', 'posted')",
            name="to_somebody",
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at_an_instant"),
        Index("ix_messages_filing", "filing_id", "id"),
        Index("ix_messages_desk", "county", "id", sqlite_where=UNHEARD, postgresql_where=UNHEARD),
    )

    county: Mapped[str] = mapped_column(String(64))  # its filing's: a trigger refuses any other
    event_id: Mapped[int] = mapped_column(ForeignKey(FilingEvent.id))
    kind: Mapped[MessageKind] = mapped_column(Word(MessageKind))
    whose: Mapped[Whose | None] = mapped_column(Word(Whose, 16))
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    content = Sealed(Typed(MessageContent))
    state: Mapped[MessageState] = mapped_column(Word(MessageState, 16))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str | None] = mapped_column(String(32))  # why it was not taken the last time, a word of ours

    filing: Mapped[Filing] = relationship(viewonly=True)

    @property
    def recipient(self) -> Recipient | None:
        """To whom it goes; none where nobody named a telephone or mailbox."""
        return Recipient(self.whose, self.content.address) if self.whose else None
