"""A filing holds nothing against others until it is proven: on whose word it stands, and since when it counts."""

from alembic import op
import sqlalchemy as sa

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UNDECIDED = "status IN ('accepted', 'correction_requested', 'submitted')"
ONE_OF_A_CLAIMANT = ("claimed_by", "person_index", "item_id")
ONE_PROVEN = ("person_index", "item_id")
CLAIMANT = """
    CASE WHEN applicant_id IS NOT NULL THEN 'user:' || applicant_id
         WHEN channel = 'hospital' THEN 'hospital:' || hospital_id
         ELSE 'agency' END
"""
FROM_VERIFIED = """
    EXISTS (SELECT 1 FROM users WHERE users.id = filings.applicant_id AND users.verified_at IS NOT NULL
            AND users.person_index = filings.person_index)
"""
ONCE_APPROVED = "'approved', 'cancelled', 'superseded', 'revoked'"
APPROVED = "status NOT IN ('approved') OR proven_at IS NOT NULL"
OF_ITS_ACCOUNT = "applicant_id IS NULL OR claimed_by = 'user:' || applicant_id"
AGENT = ("agent_index", "item_id", "year")


def upgrade() -> None:
    _give_claimants()
    _give_proofs()
    op.drop_index("uq_filings_one_undecided", "filings")
    with op.batch_alter_table("filings") as filings:
        filings.alter_column("claimed_by", existing_type=sa.String(32), nullable=False)
        filings.create_check_constraint("claimed_by_its_account", OF_ITS_ACCOUNT)
        filings.create_check_constraint("proven_when_approved", APPROVED)
    _index("uq_filings_one_undecided_of_a_claimant", "filings", ONE_OF_A_CLAIMANT, UNDECIDED)
    _index("uq_filings_one_undecided_proven", "filings", ONE_PROVEN, f"{UNDECIDED} AND proven_at IS NOT NULL")
    with op.batch_alter_table("agent_slots") as slots:
        slots.alter_column("claimed_by", existing_type=sa.String(32), nullable=False)
        slots.drop_constraint("uq_agent_slots_agent_index_item_id_year_slot", type_="unique")
        slots.drop_constraint("uq_agent_slots_agent_index_item_id_year_person_index", type_="unique")
        slots.drop_constraint("slots_count_from_one", type_="check")
        slots.create_unique_constraint("uq_agent_slots_agent_index_item_id_year_claimed_by_slot", [*AGENT, "claimed_by", "slot"])
        slots.create_unique_constraint(
            "uq_agent_slots_agent_index_item_id_year_claimed_by_person_index", [*AGENT, "claimed_by", "person_index"]
        )
        slots.create_unique_constraint("uq_agent_slots_agent_index_item_id_year_proven_slot", [*AGENT, "proven_slot"])
        slots.create_check_constraint("slots_count_from_one", "slot >= 1 AND (proven_slot IS NULL OR proven_slot >= 1)")
        slots.create_check_constraint(
            "cap_holds_for_proven", "proven_slot IS NULL OR proven_slot <= cap OR override_event_id IS NOT NULL"
        )
    _index("uq_agent_slots_one_a_person", "agent_slots", (*AGENT, "person_index"), "proven_slot IS NOT NULL")


def _index(name: str, table: str, columns: tuple[str, ...], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, list(columns), unique=True, sqlite_where=condition, postgresql_where=condition)


def _give_claimants() -> None:
    """The account, hospital or agency that entered it."""
    op.add_column("filings", sa.Column("claimed_by", sa.String(32)))
    op.add_column("agent_slots", sa.Column("claimed_by", sa.String(32)))
    op.execute(f"UPDATE filings SET claimed_by = {CLAIMANT}")
    op.execute("UPDATE agent_slots SET claimed_by = (SELECT claimed_by FROM filings WHERE filings.id = filing_id)")


def _give_proofs() -> None:
    """What was proven or approved already; a slot that was counted so far goes on counting."""
    op.add_column("filings", sa.Column("proven_at", sa.DateTime(timezone=True)))
    op.add_column("agent_slots", sa.Column("proven_slot", sa.Integer()))
    at_the_window = "channel = 'window' AND agent_index IS NULL"
    op.execute(
        f"UPDATE filings SET proven_at = COALESCE(decided_at, submitted_at) WHERE submitted_at IS NOT NULL"
        f" AND (status IN ({ONCE_APPROVED}) OR {at_the_window} OR {FROM_VERIFIED})"
    )
    op.execute("UPDATE agent_slots SET proven_slot = slot")


def downgrade() -> None:
    op.drop_index("uq_agent_slots_one_a_person", "agent_slots")
    with op.batch_alter_table("agent_slots") as slots:
        for name in ("claimed_by_slot", "claimed_by_person_index", "proven_slot"):
            slots.drop_constraint(f"uq_agent_slots_agent_index_item_id_year_{name}", type_="unique")
        slots.drop_constraint("cap_holds_for_proven", type_="check")
        slots.drop_constraint("slots_count_from_one", type_="check")
        slots.create_check_constraint("slots_count_from_one", "slot >= 1")
        slots.drop_column("proven_slot")
        slots.drop_column("claimed_by")
        slots.create_unique_constraint("uq_agent_slots_agent_index_item_id_year_slot", [*AGENT, "slot"])
        slots.create_unique_constraint("uq_agent_slots_agent_index_item_id_year_person_index", [*AGENT, "person_index"])
    op.drop_index("uq_filings_one_undecided_proven", "filings")
    op.drop_index("uq_filings_one_undecided_of_a_claimant", "filings")
    with op.batch_alter_table("filings") as filings:
        filings.drop_constraint("claimed_by_its_account", type_="check")
        filings.drop_constraint("proven_when_approved", type_="check")
        filings.drop_column("proven_at")
        filings.drop_column("claimed_by")
    _index("uq_filings_one_undecided", "filings", ONE_PROVEN, UNDECIDED)
