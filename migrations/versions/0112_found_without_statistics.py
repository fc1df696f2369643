"""The place a filing takes among its agent's is found by the filing; what a clerk works on, in the county and by the clerk.

Whoever sent in a correction or mended a person read all agents' places of all years. A clerk's own filings were counted
by the index of all that wait in the county: of two indexes that each begin with one column of what is asked for, SQLite
knows without statistics of its own, which no installation has, of none that it is the shorter way.
"""

from alembic import op
from sqlalchemy import text

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None

SLOTS, ASSIGNED = "ix_agent_slots_filing", "ix_filings_assigned"
COLUMNS = ["assigned_to_id", "queue_due_on", "id"]
WAITS = text("queue_due_on IS NOT NULL AND assigned_to_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(SLOTS, "agent_slots", ["filing_id"])
    op.drop_index(ASSIGNED, "filings")
    op.create_index(ASSIGNED, "filings", ["county", *COLUMNS], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_index(ASSIGNED, "filings")
    op.create_index(ASSIGNED, "filings", COLUMNS, sqlite_where=WAITS, postgresql_where=WAITS)
    op.drop_index(SLOTS, "agent_slots")
