"""What happened to a filing, and who looked at whose data: written once, never changed."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, LargeBinary, String, and_, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.tasks import Task
from portal.domain.vocabulary import Channel, EventKind, FilingStatus, Role
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word, written_out
from portal.models.codecs import Typed
from portal.models.filing import Filing, OfAFiling
from portal.models.outbox import OutboxMessage
from portal.models.sealed import SealedOrNone

if TYPE_CHECKING:
    from portal.models.messages import Message

_IS_RATING = text("kind = 'rated'")


class FilingEvent(OfAFiling):
    """One line of a filing's history; triggers refuse to change or delete it."""

    __tablename__ = "filing_events"
    __table_args__ = (
        Index("ix_filing_events_filing", "filing_id", "id"),
        Index("ix_filing_events_county", "county", "id"),
        Index("ix_filing_events_at", "county", "at"),
        Index("ix_filing_events_actor", "actor_id", "county", "id"),
        Index("ix_filing_events_kind", "county", "kind", "id"),
        Index(
            "uq_filing_events_one_rating",
            "filing_id",
            unique=True,
            sqlite_where=_IS_RATING,
            postgresql_where=_IS_RATING,
        ),
    )

    county: Mapped[str] = mapped_column(String(64))  # its filing's: a trigger refuses any other
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    actor_role: Mapped[Role | None] = mapped_column(Word(Role))
    kind: Mapped[EventKind] = mapped_column(Word(EventKind))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    from_status: Mapped[FilingStatus | None] = mapped_column(Word(FilingStatus))
    to_status: Mapped[FilingStatus | None] = mapped_column(Word(FilingStatus))
    detail_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    detail_kept = SealedOrNone(Typed(EventDetail), "detail")  # may hold personal data

    actor: Mapped[User | None] = relationship()
    filing: Mapped[Filing] = relationship()
    messages: Mapped[list["Message"]] = relationship(viewonly=True, order_by="Message.id")
    announcement: Mapped[OutboxMessage | None] = relationship(
        primaryjoin=lambda: and_(
            FilingEvent.uid == foreign(OutboxMessage.subject), OutboxMessage.kind == written_out(Task.ANNOUNCE)
        ),
        viewonly=True,
        uselist=False,
    )  # the task that makes messages of it

    @property
    def detail(self) -> EventDetail:
        """What was said with the act, or found."""
        return self.detail_kept or NOTHING_SAID


class AccessLog(Row):
    """A member of staff saw personal data: each time where it was a whole number, else once a `day` of Beijing."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_log_filing", "filing_id", "id"),
        Index("ix_access_log_county", "county", "id"),
        Index("ix_access_log_at", "county", "at"),
        Index("ix_access_log_actor", "actor_id", "county", "id"),
        Index("ix_access_log_what", "county", "what", "id"),
        Index("ix_access_log_once_a_day", "actor_id", "filing_id", "what", "day", unique=True),
    )

    filing_id: Mapped[int] = mapped_column(ForeignKey(Filing.id))
    county: Mapped[str] = mapped_column(String(64))  # its filing's, likewise
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    what: Mapped[str] = mapped_column(String(32))
    day: Mapped[date | None]

    actor: Mapped[User] = relationship()
