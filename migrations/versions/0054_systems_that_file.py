"""A key may be for filing: one more word of its scopes."""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0054"
down_revision = "0052"
branch_labels = None
depends_on = None

TABLE, COLUMN, NEW = "api_key_scopes", "scope", "file"


def upgrade() -> None:
    know_words(op, TABLE, known_words(op, TABLE, COLUMN) | {NEW}, COLUMN)


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE {COLUMN} = '{NEW}'")  # noqa: S608
    know_words(op, TABLE, known_words(op, TABLE, COLUMN) - {NEW}, COLUMN)
