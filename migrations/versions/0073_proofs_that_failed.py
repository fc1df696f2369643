"""A number or a code that did not open what it was given for is a line of the trail, as a sign-in that failed is."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

EVENTS, NEW = "portal_events", "proof_failed"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
