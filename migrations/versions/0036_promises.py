"""By which day papers were promised, a column of the list of whom to chase; promises and answered calls are events."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

EVENTS, NEW = "filing_events", {"call_answered", "papers_promised"}
PROMISED = sa.text("promised_on IS NOT NULL")


def upgrade() -> None:
    with table_anew(op, "filings") as batch:
        batch.add_column(sa.Column("promised_on", sa.Date(), nullable=True))
        batch.create_check_constraint("promised_while_undecided", "promised_on IS NULL OR queue_due_on IS NOT NULL")
    columns = ["county", "promised_on", "id"]
    op.create_index("ix_filings_promised", "filings", columns, sqlite_where=PROMISED, postgresql_where=PROMISED)
    know_words(op, EVENTS, known_words(op, EVENTS) | NEW)


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - NEW)
    op.drop_index("ix_filings_promised", "filings")
    with table_anew(op, "filings") as batch:
        batch.drop_constraint("promised_while_undecided", type_="check")
        batch.drop_column("promised_on")
