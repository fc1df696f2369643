"""A page of a fax keeps, sealed, what a machine read on it; those that came before were not read."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0080"
down_revision = "0074"
branch_labels = None
depends_on = None

TASKS, NEW = "outbox", "read_fax_page"


def upgrade() -> None:
    with table_anew(op, "fax_pages") as batch:
        batch.add_column(sa.Column("reading_sealed", sa.LargeBinary(), nullable=True))
    know_words(op, TASKS, known_words(op, TASKS) | {NEW})


def downgrade() -> None:
    op.execute(f"DELETE FROM {TASKS} WHERE kind = '{NEW}'")
    know_words(op, TASKS, known_words(op, TASKS) - {NEW})
    with table_anew(op, "fax_pages") as batch:
        batch.drop_column("reading_sealed")
