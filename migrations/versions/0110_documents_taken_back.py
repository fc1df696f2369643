"""Whoever brought a document took it back: a line of its filing's history."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0110"
down_revision = "0109"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", "paper_removed"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
