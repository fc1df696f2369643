"""When a case came in that was taken on paper and entered afterwards, and the event that says why."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", "entered_afterwards"


def upgrade() -> None:
    op.add_column("filings", sa.Column("came_in_at", sa.DateTime(timezone=True)))
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
    op.drop_column("filings", "came_in_at")
