"""A mailbox is proven by a code: its proof is a line of the trail. Of what was typed before none is proven."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

NEW = {"portal_events": {"mailbox_proven"}, "messages": {"mailbox_code"}}


def upgrade() -> None:
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) | words)


def downgrade() -> None:
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) - words)
