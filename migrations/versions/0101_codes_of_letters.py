"""Where codes of digits were guessed at too often, one of letters is sent."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None

NEW = "letter_code"


def upgrade() -> None:
    know_words(op, "messages", known_words(op, "messages") | {NEW})


def downgrade() -> None:
    know_words(op, "messages", known_words(op, "messages") - {NEW})
