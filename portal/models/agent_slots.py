"""The cap on whom an agent files for, held by the schema: as many slots a year as the guide allows, one a person."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row
from portal.models.events import FilingEvent
from portal.models.filing import Filing


class AgentSlot(Row):
    """One person an agent filed for in one calendar year under one item; past the cap only with a recorded override."""

    __tablename__ = "agent_slots"
    __table_args__ = (
        UniqueConstraint("agent_index", "item_id", "year", "slot"),
        UniqueConstraint("agent_index", "item_id", "year", "person_index"),
        CheckConstraint("slot >= 1", name="slots_count_from_one"),
        CheckConstraint("slot <= cap OR override_event_id IS NOT NULL", name="cap_holds"),
    )

    agent_index: Mapped[str] = mapped_column(String(32))
    item_id: Mapped[str] = mapped_column(String(128))
    year: Mapped[int]
    slot: Mapped[int]
    cap: Mapped[int]
    person_index: Mapped[str] = mapped_column(String(32))
    filing_id: Mapped[int] = mapped_column(ForeignKey(Filing.id))
    override_event_id: Mapped[int | None] = mapped_column(ForeignKey(FilingEvent.id))
