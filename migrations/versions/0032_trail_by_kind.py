"""The trail narrowed to one kind of act or look is found by an index: a rare kind was looked for among all lines."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_filing_events_kind", "filing_events", ["kind", "id"])
    op.create_index("ix_access_log_what", "access_log", ["what", "id"])


def downgrade() -> None:
    op.drop_index("ix_access_log_what", "access_log")
    op.drop_index("ix_filing_events_kind", "filing_events")
