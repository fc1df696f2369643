"""The trail is chained: each event and look is linked to the one before, so that a change of history is found.

What was written before is linked as it stands: the chain proves nothing about what happened to it earlier.
"""

from alembic import op
import sqlalchemy as sa

from portal.models.trail import link_what_was_there

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLE = "trail_links"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(32), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "table_name IN ('access_log', 'filing_events', 'portal_events')", name=op.f(f"ck_{TABLE}_table_name")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("table_name", "row_id", name=op.f(f"uq_{TABLE}_table_name_row_id")),
    )
    link_what_was_there(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
            "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )


def downgrade() -> None:
    op.drop_table(TABLE)  # its triggers go with it
