"""The lines that say from which fax a filing counts: in its history, and in the trail."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0103"
down_revision = "0101"
branch_labels = None
depends_on = None

NEW = {"filing_events": "came_by_fax", "portal_events": "fax_counted"}


def upgrade() -> None:
    for table, word in NEW.items():
        know_words(op, table, known_words(op, table) | {word})


def downgrade() -> None:
    for table, word in NEW.items():
        know_words(op, table, known_words(op, table) - {word})
