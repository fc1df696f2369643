"""A filing whose place was taken may be in force again: a line of its history."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", "reinstated"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
