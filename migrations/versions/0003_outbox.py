"""The outbox, and each issued paper kept as it was drawn."""

from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("done_at IS NULL AND given_up_at IS NULL")


def upgrade() -> None:
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
        sa.CheckConstraint("kind IN ('keep_paper')", name=op.f("ck_outbox_kind")),
        sa.CheckConstraint("done_at IS NULL OR given_up_at IS NULL", name=op.f("ck_outbox_one_end")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_count_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_outbox_kind_subject")),
        sa.UniqueConstraint("uid", name=op.f("uq_outbox_uid")),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["due_at", "id"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.add_column("notices", sa.Column("kept_key", sa.String(length=64), nullable=True))
    op.add_column(
        "notices", sa.Column("lacks_glyphs", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index("uq_notices_kept_key", "notices", ["kept_key"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_notices_kept_key", "notices")
    op.drop_column("notices", "lacks_glyphs")
    op.drop_column("notices", "kept_key")
    op.drop_index("ix_outbox_waiting", "outbox")
    op.drop_table("outbox")
