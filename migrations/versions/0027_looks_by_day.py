"""A look at a filing is written down once a day for each person and kind of screen; at a whole number, each time.

Lines of before keep no day, as do those of whole numbers.
"""

from alembic import op
import sqlalchemy as sa

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEX = "ix_access_log_once_a_day"


def upgrade() -> None:
    op.add_column("access_log", sa.Column("day", sa.Date()))
    op.create_index(INDEX, "access_log", ["actor_id", "filing_id", "what", "day"], unique=True)


def downgrade() -> None:
    op.drop_index(INDEX, "access_log")
    op.drop_column("access_log", "day")
