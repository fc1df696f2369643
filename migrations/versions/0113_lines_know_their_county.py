"""A line of a filing's history, a look at it and a message about it know its county: the lists of a county find them so.

A county with few filings read the lines of all others to fill a page, and of the acts on accounts too, which knew
theirs. What is said again here of the filing cannot say another thing: a filing stays in its county, and a line that
names another is refused. The trail's chain holds which filing a line is of, and not its county, so that the links of
lines from before still fit; whoever checks the chain compares the two.
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

from portal.models.schema import table_anew, unguarded

revision = "0113"
down_revision = "0112"
branch_labels = None
depends_on = None

GUARDED = {
    "filing_events": "filing_events_of_its_county",
    "access_log": "access_log_of_its_county",
    "messages": "messages_of_its_county",
}
TRAIL = ("filing_events", "access_log", "portal_events")
MOVED = {
    ("filing_events", "kind"): (["kind", "id"], ["county", "kind", "id"]),
    ("access_log", "what"): (["what", "id"], ["county", "what", "id"]),
    ("portal_events", "kind"): (["kind", "id"], ["county", "kind", "id"]),
    **{
        (table, name): old_and_new
        for table in TRAIL
        for name, old_and_new in {
            "at": (["at"], ["county", "at"]),
            "actor": (["actor_id", "id"], ["actor_id", "county", "id"]),
        }.items()
    },
}
"""Indexes that began at no county, and what each holds now."""
OF_A_DAY, OF_ONE = ("portal_events", "at"), sa.text("county IS NOT NULL")
NEWEST = [(f"ix_{table}_county", table, ["county", "id"]) for table in TRAIL]
DESK = "ix_messages_desk"
UNHEARD = sa.text("state IN ('bounced', 'given_up', 'no_address', 'no_channel', 'refused')")
ANOTHER, STAYS = "this filing is of another county", "a filing stays in its county"


def upgrade() -> None:
    for table in GUARDED:
        op.add_column(table, sa.Column("county", sa.String(64)))
        with unguarded(op, table):
            op.execute(f"UPDATE {table} SET county = (SELECT county FROM filings WHERE filings.id = {table}.filing_id)")
        with table_anew(op, table) as batch:
            batch.alter_column("county", nullable=False)
    for (table, name), (_old, new) in MOVED.items():
        _index_anew(f"ix_{table}_{name}", table, new, OF_ONE if (table, name) == OF_A_DAY else None)
    for name, table, columns in NEWEST:
        op.create_index(name, table, columns)
    _index_anew(DESK, "messages", ["county", "id"], UNHEARD)
    for name, event, table, refused, sentence in _guards():
        _create(name, f"BEFORE {event} ON {table} FOR EACH ROW", refused, sentence)


def downgrade() -> None:
    for name, _event, table, _refused, _sentence in _guards():
        _drop(name, table)
    _index_anew(DESK, "messages", ["id"], UNHEARD)
    for name, table, _columns in NEWEST:
        op.drop_index(name, table)
    for (table, name), (old, _new) in MOVED.items():
        _index_anew(f"ix_{table}_{name}", table, old)
    for table in GUARDED:
        with table_anew(op, table) as batch:
            batch.drop_column("county")


def _index_anew(name: str, table: str, columns: Sequence[str], where: sa.TextClause | None = None) -> None:
    op.drop_index(name, table)
    op.create_index(name, table, list(columns), sqlite_where=where, postgresql_where=where)


def _guards() -> Iterator[tuple[str, str, str, str, str]]:
    """The trigger's name, when it asks, of which table, what it refuses, and with which sentence."""
    differs = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    of_filing = "(SELECT county FROM filings WHERE filings.id = NEW.filing_id)"
    for table, name in GUARDED.items():
        yield name, "INSERT", table, f"NEW.county {differs} {of_filing}", ANOTHER
    yield "filings_stay_in_their_county", "UPDATE OF county", "filings", f"NEW.county {differs} OLD.county", STAYS


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _create(name: str, event: str, refused: str, sentence: str) -> None:
    if not _is_postgresql():
        op.execute(f"CREATE TRIGGER {name} {event} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{sentence}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION {name}()")


def _drop(name: str, table: str) -> None:
    op.execute(f"DROP TRIGGER {name} ON {table}" if _is_postgresql() else f"DROP TRIGGER {name}")
    if _is_postgresql():
        op.execute(f"DROP FUNCTION {name}()")
