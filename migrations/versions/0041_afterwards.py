"""What comes after a decision: one rating a filing, complaints and what was answered, as lines of its history.

And whoever takes a month's ledger or report away is written down.
"""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

NEW = {"portal_events": {"ledger_taken"}, "filing_events": {"rated", "complained", "complaint_answered"}}
INDEX = "uq_filing_events_one_rating"


def upgrade() -> None:
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) | words)
    op.execute(f"CREATE UNIQUE INDEX {INDEX} ON filing_events (filing_id) WHERE kind = 'rated'")


def downgrade() -> None:
    op.execute(f"DROP INDEX {INDEX}")
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) - words)
