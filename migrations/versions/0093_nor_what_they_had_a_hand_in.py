"""Nobody decides what an account of theirs had a hand in: not only who began a filing is behind it.

Who completed what a colleague began, sent a returned slip in again, put it before those who sign or signed it stands in
its history, where no line is ever taken away. Behind an institution's key is whoever made it. And each signature of a
slip is of another person, who has told their own number.
"""

from alembic import op

revision = "0093"
down_revision = "0092"
branch_labels = None
depends_on = None

SENTENCE = "nobody decides about what comes from an account of theirs"
ONE_EACH = "nobody signs a slip twice, nor before they told who they are"
DECISION = ("decided_by_id", "decided_by_index", "decided_at")
NUMBER_KNOWN = "EXISTS (SELECT 1 FROM users WHERE id = NEW.decided_by_id AND person_index = NEW.decided_by_index)"
NO_NUMBER = "EXISTS (SELECT 1 FROM users WHERE id = NEW.actor_id AND person_index IS NULL)"
BY_ITS_COLUMNS = (
    "SELECT person_index FROM users WHERE id IN ({of}.applicant_id, {of}.bound_user_id)"
    " OR (id = {of}.entered_by_id AND {of}.keyed_by_id IS NULL)"
)
WITH_EVERY_HAND = """
    SELECT person_index FROM users WHERE id IN (
        SELECT {of}.applicant_id
        UNION ALL SELECT {of}.bound_user_id
        UNION ALL SELECT {of}.entered_by_id WHERE {of}.keyed_by_id IS NULL
        UNION ALL SELECT hand.actor_id FROM filing_events AS hand
            WHERE hand.filing_id = {of}.id AND hand.actor_role NOT IN ('clerk', 'supervisor')
        UNION ALL SELECT made_by_id FROM api_keys WHERE user_id = {of}.entered_by_id
            OR user_id IN (SELECT hand.actor_id FROM filing_events AS hand WHERE hand.filing_id = {of}.id)
    )"""
SIGNED_TWICE = """NOT EXISTS (SELECT 1 FROM users AS own WHERE own.id = NEW.signed_by_id
    AND own.person_index IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM slip_signatures AS other JOIN users ON users.id = other.signed_by_id
        WHERE other.filing_id = NEW.filing_id AND other.id <> NEW.id AND users.person_index = own.person_index))"""
SIGNATURES = (
    ("slip_signatures_of_people", "INSERT"),
    ("slip_signatures_stay_of_people", "UPDATE OF filing_id, signed_by_id"),
)


def upgrade() -> None:
    _make_anew(WITH_EVERY_HAND)
    for name, event in SIGNATURES:
        _create(name, f"AFTER {event} ON slip_signatures FOR EACH ROW", "1 = 1", SIGNED_TWICE, ONE_EACH)


def downgrade() -> None:
    for name, _event in SIGNATURES:
        _drop(name, "slip_signatures")
    _make_anew(BY_ITS_COLUMNS)


def _make_anew(holders: str) -> None:
    differs = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    changes = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in DECISION)
    is_their_own = f"NOT {NUMBER_KNOWN} OR {_is_concerned('NEW.decided_by_id', 'NEW', holders)}"
    in_history = f"{NO_NUMBER} OR EXISTS (SELECT 1 FROM filings WHERE filings.id = NEW.filing_id AND {{concerned}})"
    in_history = in_history.format(concerned=_is_concerned("NEW.actor_id", "filings", holders))
    for name, event, table, when, refused in (
        ("filings_decided_by_nobody_behind_it", f"UPDATE OF {', '.join(DECISION)}", "filings", changes, is_their_own),
        ("filings_decided_at_once_by_nobody_behind_it", "INSERT", "filings", "NEW.decided_by_id IS NOT NULL", is_their_own),
        ("filing_events_of_others", "INSERT", "filing_events", "NEW.kind IN ('overridden', 'revoked')", in_history),
    ):
        _drop(name, table)
        _create(name, f"AFTER {event} ON {table} FOR EACH ROW", when, refused, SENTENCE)


def _is_concerned(decider: str, filing: str, holders: str) -> str:
    """Whether that account, or one of its household, is somebody the filing is about or comes from."""
    own = (
        f"SELECT person_index AS person FROM users WHERE id = {decider} "
        f"UNION SELECT person_index FROM household_members WHERE user_id = {decider}"
    )
    about, behind = f"{filing}.person_index, {filing}.agent_index", holders.format(of=filing)
    return f"EXISTS (SELECT 1 FROM ({own}) AS own WHERE own.person IN ({about}) OR own.person IN ({behind}))"


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _drop(name: str, table: str) -> None:
    op.execute(f"DROP TRIGGER {name} ON {table}" if _is_postgresql() else f"DROP TRIGGER {name}")
    if _is_postgresql():
        op.execute(f"DROP FUNCTION {name}()")


def _create(name: str, event: str, when: str, refused: str, sentence: str) -> None:
    """After the row was written, so that what a CHECK says is said first."""
    if not _is_postgresql():
        op.execute(
            f"CREATE TRIGGER {name} {event} WHEN ({when}) AND ({refused}) "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {event} WHEN ({when}) EXECUTE FUNCTION {name}()")
