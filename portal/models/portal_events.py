"""What happened to accounts and to the portal itself: written once, never changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.portal_events import NOTHING_NOTED, PortalEventDetail, PortalEventKind
from portal.domain.vocabulary import Role
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word
from portal.models.codecs import Typed
from portal.models.data_keys import HistoryKey
from portal.models.hospitals import Hospital
from portal.models.sealed import SealedOrNone

_OF_ONE = text("county IS NOT NULL")
"""Of none are the sign-ins of citizens; what is seen of none is found by its kind, on whichever day it was."""


class PortalEvent(Row):
    """An act on an account, a hospital or the installation, or a sign-in; triggers refuse to change or delete it.

    `account` and `hospital` are whom it concerns, `county` whose supervisors see it.
    """

    __tablename__ = "portal_events"
    __table_args__ = (
        Index("ix_portal_events_county", "county", "id"),
        Index("ix_portal_events_at", "county", "at", sqlite_where=_OF_ONE, postgresql_where=_OF_ONE),
        Index("ix_portal_events_actor", "actor_id", "county", "id"),
        Index("ix_portal_events_account", "account_id", "id"),
        Index("ix_portal_events_kind", "county", "kind", "id"),
    )

    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    actor_role: Mapped[Role | None] = mapped_column(Word(Role))
    kind: Mapped[PortalEventKind] = mapped_column(Word(PortalEventKind))
    county: Mapped[str | None] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    hospital_id: Mapped[int | None] = mapped_column(ForeignKey(Hospital.id))
    detail_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    detail_kept = SealedOrNone(Typed(PortalEventDetail), "detail")

    actor: Mapped[User | None] = relationship(foreign_keys=actor_id)
    account: Mapped[User | None] = relationship(foreign_keys=account_id)
    hospital: Mapped[Hospital | None] = relationship()

    @property
    def key_holder(self) -> HistoryKey:
        """It says what was done to the installation and its accounts, and outlives them."""
        return HistoryKey()

    @property
    def detail(self) -> PortalEventDetail:
        """What was noted with it."""
        return self.detail_kept or NOTHING_NOTED
