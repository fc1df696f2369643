"""Stored words follow the program's: the outbox keeps notices, and check-ups are looked at anew."""

from alembic import op
import sqlalchemy as sa

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WAITING = sa.text("done_at IS NULL AND given_up_at IS NULL")


def upgrade() -> None:
    _rename("keep_paper", "keep_notice")
    # A check-up is a day's look at the machine, and the worker looks again within the day: nothing is lost by not
    # translating the JSON of the old ones, whose lines had other words.
    op.execute("DELETE FROM checkups")


def downgrade() -> None:
    op.execute("DELETE FROM checkups")
    _rename("keep_notice", "keep_paper")


def _rename(old: str, new: str) -> None:
    """One word of the outbox's kinds becomes another, in its rows and in its CHECK."""
    condition = f"kind IN ('{new}')"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_outbox_kind"), "outbox", type_="check")
        op.execute(f"UPDATE outbox SET kind = '{new}' WHERE kind = '{old}'")
        op.create_check_constraint(op.f("ck_outbox_kind"), "outbox", condition)
        return
    # SQLite changes no CHECK: a new table takes the rows, and nothing else points at this one.
    op.drop_index("ix_outbox_waiting", "outbox")
    op.rename_table("outbox", "outbox_before")
    op.create_table(
        "outbox",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=64), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(condition, name=op.f("ck_outbox_kind")),
        sa.CheckConstraint("done_at IS NULL OR given_up_at IS NULL", name=op.f("ck_outbox_one_end")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_count_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_outbox_kind_subject")),
        sa.UniqueConstraint("uid", name=op.f("uq_outbox_uid")),
    )
    columns = "subject, made_at, due_at, lease, attempts, fault, done_at, given_up_at, id, uid"
    op.execute(f"INSERT INTO outbox (kind, {columns}) SELECT '{new}', {columns} FROM outbox_before")
    op.drop_table("outbox_before")
    op.create_index("ix_outbox_waiting", "outbox", ["due_at", "id"], sqlite_where=WAITING, postgresql_where=WAITING)
