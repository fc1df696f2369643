"""Room for a pair of codes: a disease and where it shows."""

import sqlalchemy as sa
from alembic import op

from portal.models.schema import table_anew

revision = "0099"
down_revision = "0096"
branch_labels = None
depends_on = None

TABLE, BEFORE, AFTER = "diagnoses", 20, 32


def upgrade() -> None:
    _take(BEFORE, AFTER)


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE length(code) > {BEFORE}")
    _take(AFTER, BEFORE)


def _take(before: int, after: int) -> None:
    with table_anew(op, TABLE) as batch:
        batch.alter_column("code", existing_type=sa.String(before), type_=sa.String(after), existing_nullable=False)
