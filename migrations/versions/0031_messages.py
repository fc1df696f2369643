"""Messages to people's telephones, and the tasks that make and send them."""

from alembic import op
import sqlalchemy as sa

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLE = "messages"
CHECKS = {
    "kind": (
        "kind IN ('accepted', 'approved', 'cancelled', 'correction_requested', 'is_registered', 'refused', "
        "'registration_code', 'rejected', 'revoked', 'submitted', 'superseded', 'withdrawn')"
    ),
    "whose": "whose IN ('agent', 'caller', 'contact')",
    "state": (
        "state IN ('by_desk', 'given_up', 'no_address', 'no_channel', 'overtaken', 'refused', 'sent', "
        "'waiting')"
    ),
    "to_somebody": "(whose IS NULL) = (state = 'no_address') OR state IN ('by_desk', 'overtaken')",
    "sent_at_an_instant": "(state = 'sent') = (sent_at IS NOT NULL)",
}
UNHEARD = sa.text("state IN ('given_up', 'no_address', 'no_channel', 'refused')")
TASKS_BEFORE = "'import_referrals', 'keep_notice'"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("whose", sa.String(16)),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("fault", sa.String(32)),
        *(sa.CheckConstraint(condition, name=op.f(f"ck_{TABLE}_{name}")) for name, condition in CHECKS.items()),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f(f"fk_{TABLE}_filing_id")),
        sa.ForeignKeyConstraint(["event_id"], ["filing_events.id"], name=op.f(f"fk_{TABLE}_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
        sa.UniqueConstraint("event_id", "whose", name=op.f(f"uq_{TABLE}_event_id_whose")),
    )
    op.create_index(op.f(f"ix_{TABLE}_filing"), TABLE, ["filing_id", "id"])
    op.create_index(op.f(f"ix_{TABLE}_desk"), TABLE, ["id"], sqlite_where=UNHEARD, postgresql_where=UNHEARD)
    _know(f"{TASKS_BEFORE}, 'announce', 'send_message'")


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind IN ('announce', 'send_message')")
    _know(TASKS_BEFORE)
    op.drop_table(TABLE)


def _know(tasks: str) -> None:
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint(op.f("ck_outbox_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_outbox_kind"), f"kind IN ({tasks})")
