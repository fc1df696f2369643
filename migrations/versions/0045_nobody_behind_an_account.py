"""Nobody decides what comes from an account of theirs: triggers look at the person, and not at the account alone.

Whoever decides has told their own number, it is the one that is written down, and neither they nor their household owns
the account that filed it or bound it to itself. Nobody binds to an account of theirs what they decided. The history,
where alone a revocation and what a supervisor lifts are written, is held to the same.
"""

from alembic import op

revision = "0045"
down_revision = "0041"
branch_labels = None
depends_on = None

SENTENCE = "nobody decides about what comes from an account of theirs"
DECIDED, BOUND, HISTORY = "filings_decided_by_nobody_behind_it", "filings_bound_to_no_decider", "filing_events_of_others"
DECISION = ("decided_by_id", "decided_by_index", "decided_at")


def _is_concerned(decider: str, filing: str) -> str:
    """Whether the account of that number, or one of its household, is somebody the filing is about or comes from."""
    own = (
        f"SELECT person_index AS person FROM users WHERE id = {decider} "
        f"UNION SELECT person_index FROM household_members WHERE user_id = {decider}"
    )
    holders = f"SELECT person_index FROM users WHERE id IN ({filing}.applicant_id, {filing}.bound_user_id)"
    about = f"{filing}.person_index, {filing}.agent_index"
    return f"EXISTS (SELECT 1 FROM ({own}) AS own WHERE own.person IN ({about}) OR own.person IN ({holders}))"


def _a_user(account: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM users WHERE id = {account} AND {condition})"


NUMBER_KNOWN = _a_user("NEW.decided_by_id", "person_index = NEW.decided_by_index")
IS_NO_DECISION = (
    f"NEW.decided_by_id IS NOT NULL AND (NOT {NUMBER_KNOWN} OR {_is_concerned('NEW.decided_by_id', 'NEW')})",
    _a_user("NEW.bound_user_id", "person_index = NEW.decided_by_index"),
)
IS_ONES_OWN = (
    f"{_a_user('NEW.actor_id', 'person_index IS NULL')} OR EXISTS "
    f"(SELECT 1 FROM filings WHERE filings.id = NEW.filing_id AND {_is_concerned('NEW.actor_id', 'filings')})"
)


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
    decision = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in DECISION)
    about_them, bound_to_them = IS_NO_DECISION
    binding = f"NEW.bound_user_id {differs} OLD.bound_user_id"
    made = (
        (DECIDED, f"UPDATE OF {', '.join(DECISION)} ON filings", decision, about_them),
        (BOUND, "UPDATE OF bound_user_id ON filings", binding, bound_to_them),
        (HISTORY, "INSERT ON filing_events", "NEW.kind IN ('overridden', 'revoked')", IS_ONES_OWN),
    )
    for name, event, when, refused in made:
        _create(name, f"AFTER {event} FOR EACH ROW", when, refused, is_postgresql)


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
    for name, table in ((DECIDED, "filings"), (BOUND, "filings"), (HISTORY, "filing_events")):
        op.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")
        if is_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
