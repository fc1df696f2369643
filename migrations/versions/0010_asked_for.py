"""What a correction notice asks for stands beside the status, so that lists can say it."""

from alembic import op
import sqlalchemy as sa

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("filings", sa.Column("asks_for", sa.String(32)))
    # Notices are sealed, and a move of the schema has no key: what was asked before this was mostly documents.
    op.execute("UPDATE filings SET asks_for = 'documents' WHERE status = 'correction_requested'")


def downgrade() -> None:
    op.drop_column("filings", "asks_for")
