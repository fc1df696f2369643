"""The cap on whom an agent files for, held by the schema: as many slots a year as the guide allows, one a person.

A slot counts among the claims of one claimant; `proven_slot` counts among all that are proven (services/proving.py).
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row
from portal.models.events import FilingEvent
from portal.models.filing import Filing

_PROVEN = text("proven_slot IS NOT NULL")


class AgentSlot(Row):
    """One person an agent filed for in one calendar year under one item; past the cap only with a recorded override."""

    __tablename__ = "agent_slots"
    __table_args__ = (
        UniqueConstraint("agent_index", "item_id", "year", "claimed_by", "slot"),
        UniqueConstraint("agent_index", "item_id", "year", "claimed_by", "person_index"),
        UniqueConstraint("agent_index", "item_id", "year", "proven_slot"),
        Index(
            "uq_agent_slots_one_a_person",
            "agent_index",
            "item_id",
            "year",
            "person_index",
            unique=True,
            sqlite_where=_PROVEN,
            postgresql_where=_PROVEN,
        ),
        Index("ix_agent_slots_filing", "filing_id"),
        CheckConstraint("slot >= 1 AND (proven_slot IS NULL OR proven_slot >= 1)", name="slots_count_from_one"),
        CheckConstraint("slot <= cap OR override_event_id IS NOT NULL", name="cap_holds"),
        CheckConstraint(
            "proven_slot IS NULL OR proven_slot <= cap OR override_event_id IS NOT NULL", name="cap_holds_for_proven"
        ),
    )

    agent_index: Mapped[str] = mapped_column(String(32))
    item_id: Mapped[str] = mapped_column(String(128))
    year: Mapped[int]
    slot: Mapped[int]
    proven_slot: Mapped[int | None]
    claimed_by: Mapped[str] = mapped_column(String(32))
    cap: Mapped[int]
    person_index: Mapped[str] = mapped_column(String(32))
    filing_id: Mapped[int] = mapped_column(ForeignKey(Filing.id))
    override_event_id: Mapped[int | None] = mapped_column(ForeignKey(FilingEvent.id))
