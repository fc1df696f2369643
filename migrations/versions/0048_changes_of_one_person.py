"""A filing makes room for an approved change of the same person alone: a trigger, for a CHECK sees one row.

It looks when the status is written, so that whatever made room before stays as it is.
"""

from alembic import op

revision = "0048"
down_revision = "0046"
branch_labels = None
depends_on = None

TRIGGER = "filings_make_room_for_their_person"
SENTENCE = "a filing makes room for a change of its own person"
IS_REPLACED = (
    "EXISTS (SELECT 1 FROM filings AS change WHERE change.amends_id = NEW.id AND change.status = 'approved' "
    "AND change.person_index = NEW.person_index)"
)
ON_POSTGRESQL = (
    "CREATE FUNCTION refuse_room_for_another() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT {IS_REPLACED} THEN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OF status ON filings FOR EACH ROW WHEN "
    "(NEW.status = 'superseded' AND OLD.status <> 'superseded') EXECUTE FUNCTION refuse_room_for_another()",
)
ON_SQLITE = (
    f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OF status ON filings WHEN "
    f"NEW.status = 'superseded' AND OLD.status <> 'superseded' AND NOT {IS_REPLACED} "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
)


def upgrade() -> None:
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TRIGGER} ON filings")
        op.execute("DROP FUNCTION refuse_room_for_another()")
    else:
        op.execute(f"DROP TRIGGER {TRIGGER}")
