"""The telephone by which somebody signed in until now is written to when it is replaced."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0096"
down_revision = "0093"
branch_labels = None
depends_on = None

NEW = {"outbox": "phone_replaced", "messages": "phone_replaced"}


def upgrade() -> None:
    for table, word in NEW.items():
        know_words(op, table, known_words(op, table) | {word})


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind = 'phone_replaced'")
    for table, word in NEW.items():
        know_words(op, table, known_words(op, table) - {word})
