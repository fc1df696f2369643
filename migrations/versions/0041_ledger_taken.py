"""Whoever takes a month's ledger or report away is written down."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

EVENTS, NEW = "portal_events", "ledger_taken"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
