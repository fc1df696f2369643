"""What is over is found by an index: where many guess, each try would read all the others' counters."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_throttles_window_ends_at", "throttles", ["window_ends_at"])


def downgrade() -> None:
    op.drop_index("ix_throttles_window_ends_at", "throttles")
