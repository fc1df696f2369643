"""The audit trail by day and by account."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("filing_events", "access_log")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_at", table, ["at"])
        op.create_index(f"ix_{table}_actor", table, ["actor_id", "id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_actor", table)
        op.drop_index(f"ix_{table}_at", table)
