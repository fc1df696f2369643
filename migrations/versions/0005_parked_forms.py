"""Forms that were sent just after a session had ended."""

from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parked_forms",
        sa.Column("session_index", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_index"], ["login_sessions.token_index"], name=op.f("fk_parked_forms_session_index")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_parked_forms_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_forms")),
        sa.UniqueConstraint("session_index", name=op.f("uq_parked_forms_session_index")),
        sa.UniqueConstraint("uid", name=op.f("uq_parked_forms_uid")),
    )
    op.create_index("ix_parked_forms_user_id", "parked_forms", ["user_id"])
    op.create_index("ix_parked_forms_parked_at", "parked_forms", ["parked_at"])


def downgrade() -> None:
    op.drop_index("ix_parked_forms_parked_at", "parked_forms")
    op.drop_index("ix_parked_forms_user_id", "parked_forms")
    op.drop_table("parked_forms")
