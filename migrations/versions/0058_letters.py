"""Letters that were posted, and messages of a complaint's answer."""

from alembic import op

from portal.models.schema import know_words, known_words, table_anew

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

TABLE, EVENTS = "messages", "filing_events"
KIND, POSTED = "complaint_answered", "letter_posted"
STATES = ["by_desk", "given_up", "no_address", "no_channel", "overtaken", "refused", "sent", "waiting"]
TO_SOMEBODY = "(whose IS NULL) = (state = 'no_address') OR state IN ({})"


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {POSTED})
    know_words(op, TABLE, known_words(op, TABLE) | {KIND})
    _know([*STATES, "posted"], "'by_desk', 'overtaken', 'posted'")


def downgrade() -> None:
    op.execute(f"DELETE FROM messages WHERE kind = '{KIND}' OR state = 'posted'")
    _know(STATES, "'by_desk', 'overtaken'")
    know_words(op, TABLE, known_words(op, TABLE) - {KIND})
    know_words(op, EVENTS, known_words(op, EVENTS) - {POSTED})


def _know(states: list[str], without_recipient: str) -> None:
    listed = ", ".join(repr(state) for state in sorted(states))
    with table_anew(op, TABLE) as batch:
        for name, condition in (("state", f"state IN ({listed})"), ("to_somebody", TO_SOMEBODY.format(without_recipient))):
            batch.drop_constraint(op.f(f"ck_{TABLE}_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), condition)
