"""Nobody lifts a cap or a deadline for themselves or their household: a trigger on the history, where it is written.

And damage that was found is a line of the trail.
"""

from alembic import op

from portal.models.schema import know_words, known_words

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TRIGGER = "filing_events_no_override_for_oneself"
SENTENCE = "nobody overrides a rule for themselves"
IS_ONES_OWN = (
    "EXISTS (SELECT 1 FROM filings JOIN users ON users.id = NEW.actor_id WHERE filings.id = NEW.filing_id "
    "AND (users.person_index IS NULL OR users.person_index IN (filings.person_index, filings.agent_index) "
    "OR EXISTS (SELECT 1 FROM household_members AS member WHERE member.user_id = users.id "
    "AND member.person_index IN (filings.person_index, filings.agent_index))))"
)
EVENTS, NEW = "portal_events", "damage_found"
ON_POSTGRESQL = (
    "CREATE FUNCTION refuse_override_for_oneself() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {IS_ONES_OWN} THEN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON filing_events FOR EACH ROW WHEN (NEW.kind = 'overridden') "
    "EXECUTE FUNCTION refuse_override_for_oneself()",
)
ON_SQLITE = (
    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON filing_events WHEN NEW.kind = 'overridden' AND {IS_ONES_OWN} "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
)


def upgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TRIGGER} ON filing_events")
        op.execute("DROP FUNCTION refuse_override_for_oneself()")
    else:
        op.execute(f"DROP TRIGGER {TRIGGER}")
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
