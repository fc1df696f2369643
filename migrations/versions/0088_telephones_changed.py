"""Who signs in by another telephone proves it by a code; that is a line of the trail."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None

NEW = {"portal_events": {"phone_changed"}, "messages": {"phone_code"}}


def upgrade() -> None:
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) | words)


def downgrade() -> None:
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) - words)
