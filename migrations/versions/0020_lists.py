"""What a list shows is found by an index: a hospital's by state, a county's workload and its accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
WAITING = sa.text("queue_due_on IS NOT NULL")
BY_STATUS = ["county", "status", "queue_due_on", "id"]


def upgrade() -> None:
    op.create_index("ix_filings_hospital_status", "filings", ["hospital_id", "status", "id"])
    op.create_index(
        "ix_filings_workload", "filings", ["county", "channel", "submitted_at", "queue_due_on", "due_on", "status"]
    )
    _index_by_status([*BY_STATUS, "due_on"])  # the counters are read from it alone: what is overdue has a last day
    op.create_index("ix_users_county", "users", ["county"])
    op.create_index("ix_users_hospital_id", "users", ["hospital_id"])


def downgrade() -> None:
    _index_by_status(BY_STATUS)
    op.drop_index("ix_users_hospital_id", "users")
    op.drop_index("ix_users_county", "users")
    op.drop_index("ix_filings_workload", "filings")
    op.drop_index("ix_filings_hospital_status", "filings")


def _index_by_status(columns: list[str]) -> None:
    op.drop_index("ix_filings_queue_by_status", "filings")
    op.create_index(
        "ix_filings_queue_by_status", "filings", columns, sqlite_where=WAITING, postgresql_where=WAITING
    )
