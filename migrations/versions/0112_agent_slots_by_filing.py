"""The place a filing takes among its agent's is found by the filing.

Whoever sent in a correction or mended a person read all agents' places of all years for it.
"""

from alembic import op

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_agent_slots_filing", "agent_slots"


def upgrade() -> None:
    op.create_index(NAME, TABLE, ["filing_id"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
