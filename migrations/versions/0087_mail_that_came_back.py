"""A mail that was taken and came back is one that somebody at the desk has to say."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None

TABLE, INDEX, BOUNCED = "messages", "ix_messages_desk", "bounced"
UNHEARD = ["given_up", "no_address", "no_channel", "refused"]


def upgrade() -> None:
    know_words(op, TABLE, known_words(op, TABLE, "state") | {BOUNCED}, "state")
    _list([BOUNCED, *UNHEARD])


def downgrade() -> None:
    op.execute(f"UPDATE {TABLE} SET state = 'refused' WHERE state = '{BOUNCED}'")
    know_words(op, TABLE, known_words(op, TABLE, "state") - {BOUNCED}, "state")
    _list(UNHEARD)


def _list(states: list[str]) -> None:
    op.drop_index(INDEX, TABLE)
    unheard = sa.text(f"state IN ({', '.join(map(repr, states))})")
    op.create_index(INDEX, TABLE, ["id"], sqlite_where=unheard, postgresql_where=unheard)
