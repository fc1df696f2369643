"""A filing ends because its person is back: a line of its history."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", "returned_home"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
