"""Who works on a filing, and what it lacks, as columns of the queue; to assign one is an event."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", "assigned"
WAITS = sa.text("queue_due_on IS NOT NULL")
ASSIGNED = sa.text("queue_due_on IS NOT NULL AND assigned_to_id IS NOT NULL")
BY_STATUS = "ix_filings_queue_by_status"
COUNTED = ["county", "status", "queue_due_on", "id", "due_on"]


def upgrade() -> None:
    with table_anew(op, "filings") as batch:
        batch.add_column(sa.Column("assigned_to_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("owed_kinds", sa.String(length=400), nullable=True))
        batch.create_foreign_key(op.f("fk_filings_assigned_to_id_users"), "users", ["assigned_to_id"], ["id"])
    _index_by_status([*COUNTED, "assigned_to_id"])
    columns = ["assigned_to_id", "queue_due_on", "id"]
    op.create_index(
        "ix_filings_assigned", "filings", columns, sqlite_where=ASSIGNED, postgresql_where=ASSIGNED
    )
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
    op.drop_index("ix_filings_assigned", "filings")
    _index_by_status(COUNTED)
    with table_anew(op, "filings") as batch:
        batch.drop_constraint(op.f("fk_filings_assigned_to_id_users"), type_="foreignkey")
        batch.drop_column("owed_kinds")
        batch.drop_column("assigned_to_id")


def _index_by_status(columns: list[str]) -> None:
    op.drop_index(BY_STATUS, "filings")
    op.create_index(BY_STATUS, "filings", columns, sqlite_where=WAITS, postgresql_where=WAITS)
