"""What was in force and ended early is found by an index of its own, for the published list of such certificates.

And a new key for certificates is a line of the trail.
"""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None

EVENTS, NEW = "portal_events", "signer_renewed"
INDEX = "ix_filings_ended_early"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})
    op.execute(
        f"CREATE INDEX {INDEX} ON filings (status, number, begins_on, ends_on) "
        "WHERE status IN ('cancelled', 'revoked', 'superseded')"
    )


def downgrade() -> None:
    op.execute(f"DROP INDEX {INDEX}")
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
