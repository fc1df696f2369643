"""What must happen after an act: a row written in the act's own transaction, worked off by the worker."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.tasks import Task
from portal.models.base import Row, UtcDateTime, Word

_WAITING = "done_at IS NULL AND given_up_at IS NULL"


class OutboxMessage(Row):
    """One task about one subject, named by its uid: no personal data, and never twice for the same subject."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        CheckConstraint("done_at IS NULL OR given_up_at IS NULL", name="one_end"),
        CheckConstraint("attempts >= 0", name="attempts_count_up"),
        Index("ix_outbox_waiting", "due_at", "id", sqlite_where=text(_WAITING), postgresql_where=text(_WAITING)),
    )

    kind: Mapped[Task] = mapped_column(Word(Task))
    subject: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(
        UtcDateTime
    )  # nobody may claim it earlier: a lease, or a pause after a fault
    lease: Mapped[str | None] = mapped_column(String(32))  # who holds it; whoever holds another lost it
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(String(64))  # the kind of the last error, never its words
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
