"""What a list shows is found by an index: a hospital's by state, a county's workload and its accounts."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_filings_hospital_status", "filings", ["hospital_id", "status", "id"])
    op.create_index(
        "ix_filings_workload", "filings", ["county", "channel", "submitted_at", "queue_due_on", "status"]
    )
    op.create_index("ix_users_county", "users", ["county"])
    op.create_index("ix_users_hospital_id", "users", ["hospital_id"])


def downgrade() -> None:
    op.drop_index("ix_users_hospital_id", "users")
    op.drop_index("ix_users_county", "users")
    op.drop_index("ix_filings_workload", "filings")
    op.drop_index("ix_filings_hospital_status", "filings")
