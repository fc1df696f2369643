"""What became of a promise signed in place of a paper, and by when somebody looks; what is in force by one waits."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0064"
down_revision = "0061"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", {"pledge_dated", "pledge_kept", "pledge_broken"}
OPEN = sa.text("pledge = 'open'")
SIGNED = """
    UPDATE filings SET pledge = 'open' WHERE status = 'approved' AND EXISTS (
        SELECT 1 FROM documents WHERE filing_id = filings.id AND removed_at IS NULL
        AND evidence = 'commitment' AND mark IN ('unchecked', 'sound')
    )
"""


def upgrade() -> None:
    with table_anew(op, "filings") as batch:
        batch.add_column(sa.Column("pledge", sa.String(32), nullable=True))
        batch.add_column(sa.Column("pledge_check_on", sa.Date(), nullable=True))
        batch.create_check_constraint("pledge", "pledge IN ('open', 'kept', 'broken')")
        batch.create_check_constraint("checked_where_pledged", "pledge_check_on IS NULL OR pledge IS NOT NULL")
    columns = ["county", "pledge_check_on", "id"]
    op.create_index("ix_filings_pledged", "filings", columns, sqlite_where=OPEN, postgresql_where=OPEN)
    op.execute(SIGNED)
    know_words(op, EVENTS, known_words(op, EVENTS) | NEW)


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - NEW)
    op.drop_index("ix_filings_pledged", "filings")
    with table_anew(op, "filings") as batch:
        batch.drop_constraint("checked_where_pledged", type_="check")
        batch.drop_constraint("pledge", type_="check")
        batch.drop_column("pledge_check_on")
        batch.drop_column("pledge")
