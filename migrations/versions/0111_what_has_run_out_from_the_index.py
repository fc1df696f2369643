"""Which of a hospital's approved filings have run out is read from the index alone.

Deep in the list of what ended none may have run out, and each one approved was looked up to be passed over.
"""

from alembic import op

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_filings_hospital_status", "filings"
COLUMNS = ["hospital_id", "status", "id"]


def upgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, [*COLUMNS, "ends_on"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, COLUMNS)
