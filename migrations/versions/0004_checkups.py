"""Check-ups of the installation."""

from alembic import op
import sqlalchemy as sa

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkups")),
    )
    op.create_index("ix_checkups_at", "checkups", ["at"])


def downgrade() -> None:
    op.drop_index("ix_checkups_at", "checkups")
    op.drop_table("checkups")
