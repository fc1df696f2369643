"""Who is covered is answered from one index, and a superseded filing has its last day."""

from alembic import op
import sqlalchemy as sa

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COLUMNS = (
    "person_index",
    "county",
    "begins_on",
    "number",
    "ends_on",
    "status",
    "treatment_place",
    "filing_type",
    "item_id",
)
ONCE_IN_FORCE = sa.text("status IN ('approved', 'cancelled', 'superseded')")
LAST_DAY = {"postgresql": "CAST(updated_at AT TIME ZONE 'Asia/Shanghai' AS DATE)"}
"""The day it was superseded, in Beijing; nothing is written to a closed filing afterwards."""


def upgrade() -> None:
    day = LAST_DAY.get(op.get_bind().dialect.name, "date(updated_at, '+8 hours')")
    op.execute(
        f"UPDATE filings SET ends_on = {day} WHERE status = 'superseded' AND (ends_on IS NULL OR ends_on > {day})"
        f" AND (begins_on IS NULL OR begins_on <= {day})"
    )
    op.create_index(
        "ix_filings_in_force", "filings", list(COLUMNS), sqlite_where=ONCE_IN_FORCE, postgresql_where=ONCE_IN_FORCE
    )


def downgrade() -> None:
    op.drop_index("ix_filings_in_force", "filings")
