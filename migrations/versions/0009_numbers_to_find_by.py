"""A filing is found by every number it holds: also the caller's, and the agent's two."""

from alembic import op
import sqlalchemy as sa

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEW = ("caller_phone_index", "agent_phone_index")
SOUGHT = (*NEW, "agent_index")


def upgrade() -> None:
    for column in NEW:
        op.add_column("filings", sa.Column(column, sa.String(32)))
    for column in SOUGHT:
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(_name(column), "filings", [column, "id"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for column in SOUGHT:
        op.drop_index(_name(column), "filings")
    for column in NEW:
        op.drop_column("filings", column)


def _name(column: str) -> str:
    return f"ix_filings_{column.removesuffix('_index')}"
