"""What came to the desk stands on its own word each: it was all on one, and whoever rang kept the owner out."""

from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

UNDECIDED = "('accepted', 'correction_requested', 'submitted')"
OF_ITS_FILING = "(SELECT claimed_by FROM filings WHERE filings.id = agent_slots.filing_id)"
AN_EARLIER_ONE = f"""
    EXISTS (SELECT 1 FROM filings AS earlier WHERE earlier.id < filings.id AND earlier.status IN {UNDECIDED}
            AND earlier.person_index = filings.person_index AND earlier.item_id = filings.item_id
            AND (earlier.claimed_by = 'agency' OR earlier.claimed_by LIKE 'desk:%'))
"""


def upgrade() -> None:
    op.execute("UPDATE filings SET claimed_by = 'desk:' || number WHERE claimed_by = 'agency'")
    op.execute(f"UPDATE agent_slots SET claimed_by = {OF_ITS_FILING} WHERE claimed_by = 'agency'")


def downgrade() -> None:
    """Of several undecided ones of a person the first is the agency's again; the others stay what they are."""
    op.execute(
        "UPDATE filings SET claimed_by = 'agency' WHERE claimed_by LIKE 'desk:%'"
        f" AND NOT (status IN {UNDECIDED} AND {AN_EARLIER_ONE})"
    )
    op.execute(f"UPDATE agent_slots SET claimed_by = {OF_ITS_FILING} WHERE claimed_by LIKE 'desk:%'")
