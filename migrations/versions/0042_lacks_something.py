"""Lists say of a filing that something is missing although the rules ask about something else, too.

Of what waits now the outcome alone is known; the next act on it says the rest.
"""

from alembic import op
import sqlalchemy as sa

revision = "0042"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("filings", sa.Column("lacks_something", sa.Boolean()))
    op.execute("UPDATE filings SET lacks_something = (outcome = 'correct') WHERE queue_due_on IS NOT NULL")


def downgrade() -> None:
    op.drop_column("filings", "lacks_something")
