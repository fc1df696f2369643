"""Who filed for a unit or a hospital is behind the filing too: nobody decides what they sent in from such an account.

What a clerk keyed was entered by the agency itself, and has its second check where an item asks for one.
"""

from alembic import op

revision = "0090"
down_revision = "0088"
branch_labels = None
depends_on = None

SENTENCE = "nobody decides about what comes from an account of theirs"
DECISION = ("decided_by_id", "decided_by_index", "decided_at")
NUMBER_KNOWN = "EXISTS (SELECT 1 FROM users WHERE id = NEW.decided_by_id AND person_index = NEW.decided_by_index)"
NO_NUMBER = "EXISTS (SELECT 1 FROM users WHERE id = NEW.actor_id AND person_index IS NULL)"
BY_ITS_COLUMNS = "SELECT person_index FROM users WHERE id IN ({of}.applicant_id, {of}.bound_user_id)"
AND_WHO_SENT_IT_IN = BY_ITS_COLUMNS + " OR (id = {of}.entered_by_id AND {of}.keyed_by_id IS NULL)"


def upgrade() -> None:
    _make_anew(AND_WHO_SENT_IT_IN)


def downgrade() -> None:
    _make_anew(BY_ITS_COLUMNS)


def _make_anew(holders: str) -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
    changes = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in DECISION)
    is_their_own = f"NOT {NUMBER_KNOWN} OR {_is_concerned('NEW.decided_by_id', 'NEW', holders)}"
    in_history = f"{NO_NUMBER} OR EXISTS (SELECT 1 FROM filings WHERE filings.id = NEW.filing_id AND {{concerned}})"
    in_history = in_history.format(concerned=_is_concerned("NEW.actor_id", "filings", holders))
    for name, event, table, when, refused in (
        ("filings_decided_by_nobody_behind_it", f"UPDATE OF {', '.join(DECISION)}", "filings", changes, is_their_own),
        ("filings_decided_at_once_by_nobody_behind_it", "INSERT", "filings", "NEW.decided_by_id IS NOT NULL", is_their_own),
        ("filing_events_of_others", "INSERT", "filing_events", "NEW.kind IN ('overridden', 'revoked')", in_history),
    ):
        _drop(name, table, is_postgresql)
        _create(name, f"AFTER {event} ON {table} FOR EACH ROW", when, refused, is_postgresql)


def _is_concerned(decider: str, filing: str, holders: str) -> str:
    """Whether that account, or one of its household, is somebody the filing is about or comes from."""
    own = (
        f"SELECT person_index AS person FROM users WHERE id = {decider} "
        f"UNION SELECT person_index FROM household_members WHERE user_id = {decider}"
    )
    about, behind = f"{filing}.person_index, {filing}.agent_index", holders.format(of=filing)
    return f"EXISTS (SELECT 1 FROM ({own}) AS own WHERE own.person IN ({about}) OR own.person IN ({behind}))"


def _drop(name: str, table: str, is_postgresql: bool) -> None:
    op.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")
    if is_postgresql:
        op.execute(f"DROP FUNCTION {name}()")


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
