"""Of which day people were reminded last, before a promise is looked into and before a filing ends."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words

revision = "0085"
down_revision = "0080"
branch_labels = None
depends_on = None

NEW = {"filing_events": {"pledge_reminded", "end_reminded"}, "messages": {"pledge_due", "ending"}}
COLUMNS = ("pledge_reminded_of", "end_reminded_of")
ENDS = sa.text("status = 'approved' AND ends_on IS NOT NULL")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("filings", sa.Column(column, sa.Date(), nullable=True))
    op.create_index("ix_filings_ends", "filings", ["ends_on", "id"], sqlite_where=ENDS, postgresql_where=ENDS)
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) | words)


def downgrade() -> None:
    op.execute("DELETE FROM messages WHERE kind IN ('pledge_due', 'ending')")
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) - words)
    op.drop_index("ix_filings_ends", "filings")
    for column in COLUMNS:
        op.drop_column("filings", column)
