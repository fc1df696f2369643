"""A message may go to the telephone or mailbox of an account, and whoever changes how messages reach them is written down."""

from alembic import op

from portal.models.schema import know_words, known_words, table_anew

revision = "0057"
down_revision = "0055"
branch_labels = None
depends_on = None

TABLE, EVENTS, NEW = "messages", "portal_events", "messages_chosen"
CHECK = "ck_messages_whose"
BEFORE, AFTER = "'agent', 'caller', 'contact'", "'account', 'agent', 'caller', 'contact', 'mailbox'"


def upgrade() -> None:
    _know(AFTER)
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    op.execute("DELETE FROM messages WHERE whose IN ('account', 'mailbox')")
    _know(BEFORE)
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})


def _know(whose: str) -> None:
    with table_anew(op, TABLE) as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), f"whose IN ({whose})")
