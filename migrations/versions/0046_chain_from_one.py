"""The chain counts from one: a link before the first, for which nobody needs a key, is refused.

A trigger and no CHECK: where somebody has put one there already, it stays for `portal audit verify` to name.
"""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

TRIGGER = "trail_links_from_one"
SENTENCE = "the chain counts from one"
ON_POSTGRESQL = (
    "CREATE FUNCTION refuse_before_the_first_link() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END $$",
    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON trail_links FOR EACH ROW WHEN (NEW.seq < 1) "
    "EXECUTE FUNCTION refuse_before_the_first_link()",
)
ON_SQLITE = (
    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON trail_links WHEN NEW.seq < 1 "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
)


def upgrade() -> None:
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TRIGGER} ON trail_links")
        op.execute("DROP FUNCTION refuse_before_the_first_link()")
    else:
        op.execute(f"DROP TRIGGER {TRIGGER}")
