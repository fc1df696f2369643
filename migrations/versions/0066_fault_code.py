"""What is the matter with a filing that waits, as the code of one finding, so that the queue says it in words."""

from alembic import op
import sqlalchemy as sa

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("filings", sa.Column("fault_code", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("filings", "fault_code")
