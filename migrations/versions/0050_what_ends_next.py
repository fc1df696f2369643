"""What of a hospital's referrals ends next is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_filings_hospital_ending", "filings"
ENDS = sa.text("status = 'approved' AND ends_on IS NOT NULL AND hospital_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(NAME, TABLE, ["hospital_id", "ends_on", "id"], sqlite_where=ENDS, postgresql_where=ENDS)


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
