"""Devices on which people file for themselves, each with an account that nobody signs in with."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0060"
down_revision = "0058"
branch_labels = None
depends_on = None

TABLE = "terminals"
KINDS = {"terminal_set_up", "terminal_ended"}
CHECKS = {
    "somebody_is_there": "at_hand IS NULL OR seen_at IS NOT NULL",
    "nobody_is_at_one_that_ended": "at_hand IS NULL OR ended_at IS NULL",
}
ROLES = "'citizen', 'clerk', 'hospital', 'supervisor'"
OF_A_COUNTY = "'clerk', 'supervisor'"
WITH_A_ROLE = {"users": "role", "filing_events": "actor_role", "portal_events": "actor_role"}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("secret_digest", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("at_hand", sa.String(12)),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        *(sa.CheckConstraint(condition, name=op.f(f"ck_{TABLE}_{name}")) for name, condition in CHECKS.items()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{TABLE}_user_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f(f"fk_{TABLE}_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("secret_digest", name=op.f(f"uq_{TABLE}_secret_digest")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
        sa.UniqueConstraint("user_id", name=op.f(f"uq_{TABLE}_user_id")),
    )
    know_words(op, "portal_events", known_words(op, "portal_events") | KINDS)
    _know(f"{ROLES}, 'terminal'", f"{OF_A_COUNTY}, 'terminal'")


def downgrade() -> None:
    _know(ROLES, OF_A_COUNTY)
    know_words(op, "portal_events", known_words(op, "portal_events") - KINDS)
    op.drop_table(TABLE)


def _know(roles: str, of_a_county: str) -> None:
    for table, column in WITH_A_ROLE.items():
        with table_anew(op, table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({roles})")
            if table == "users":
                batch.drop_constraint(op.f("ck_users_staff_have_a_county"), type_="check")
                county = f"(role IN ({of_a_county})) = (county IS NOT NULL)"
                batch.create_check_constraint(op.f("ck_users_staff_have_a_county"), county)
