"""What is written decided at once is held to what a later decision is: the triggers looked at changes of a row alone.

And what somebody decided never becomes a filing from an account of theirs, as it is never bound to one.
"""

from alembic import op

revision = "0072"
down_revision = "0069"
branch_labels = None
depends_on = None

SENTENCE = "nobody decides about what comes from an account of theirs"
AT_ONCE, FILED = "filings_decided_at_once_by_nobody_behind_it", "filings_filed_by_no_decider"
OWN = (
    "SELECT person_index AS person FROM users WHERE id = NEW.decided_by_id "
    "UNION SELECT person_index FROM household_members WHERE user_id = NEW.decided_by_id"
)
HOLDERS = "SELECT person_index FROM users WHERE id IN (NEW.applicant_id, NEW.bound_user_id)"
IS_CONCERNED = (
    f"EXISTS (SELECT 1 FROM ({OWN}) AS own "
    f"WHERE own.person IN (NEW.person_index, NEW.agent_index) OR own.person IN ({HOLDERS}))"
)
NUMBER_KNOWN = "EXISTS (SELECT 1 FROM users WHERE id = NEW.decided_by_id AND person_index = NEW.decided_by_index)"
FILED_BY_THEM = "EXISTS (SELECT 1 FROM users WHERE id = NEW.applicant_id AND person_index = NEW.decided_by_index)"


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
    made = (
        (AT_ONCE, "INSERT", "NEW.decided_by_id IS NOT NULL", f"NOT {NUMBER_KNOWN} OR {IS_CONCERNED}"),
        (FILED, "UPDATE OF applicant_id", f"NEW.applicant_id {differs} OLD.applicant_id", FILED_BY_THEM),
    )
    for name, event, when, refused in made:
        _create(name, f"AFTER {event} ON filings FOR EACH ROW", when, refused, is_postgresql)


def _create(name: str, event: str, when: str, refused: str, is_postgresql: bool) -> None:
    """After the row was written, so that what a CHECK says is said first."""
    if not is_postgresql:
        op.execute(
            f"CREATE TRIGGER {name} {event} WHEN ({when}) AND ({refused}) "
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {event} WHEN ({when}) EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name in (AT_ONCE, FILED):
        op.execute(f"DROP TRIGGER {name} ON filings" if is_postgresql else f"DROP TRIGGER {name}")
        if is_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
