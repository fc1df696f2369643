"""Units that file for their staff: the list of them, their accounts, what they filed, and their spreadsheets."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

TABLE = "employers"
BEFORE = "'citizen', 'clerk', 'hospital', 'supervisor', 'terminal'"
AFTER = "'citizen', 'clerk', 'employer', 'hospital', 'supervisor', 'terminal'"
WITH_A_ROLE = {"users": "role", "filing_events": "actor_role", "portal_events": "actor_role"}
OF_A_UNIT = "(role = 'employer') = (employer_id IS NOT NULL)"
SENT_BY_ONE = "(hospital_id IS NULL) <> (employer_id IS NULL)"
ITEM_OF_A_UNIT = "(item_id IS NULL) = (employer_id IS NULL)"
ONE_ROW_ONCE = sa.text("employer_id IS NOT NULL AND submission_key IS NOT NULL")
GOING_ON = sa.text("ended_at IS NULL")
FILED = sa.text("employer_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("county", sa.String(64), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("credit_code", sa.String(18), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
        sa.UniqueConstraint("county", "credit_code", name=op.f(f"uq_{TABLE}_county_credit_code")),
    )
    know_words(op, "portal_events", known_words(op, "portal_events") | {"employer_added"})
    _know_roles(AFTER)
    for table in ("users", "filings", "referral_imports"):
        with table_anew(op, table) as batch:
            batch.add_column(sa.Column("employer_id", sa.Integer()))
            batch.create_foreign_key(op.f(f"fk_{table}_employer_id"), TABLE, ["employer_id"], ["id"])
            if table == "users":
                batch.create_check_constraint(op.f("ck_users_employer_staff_have_an_employer"), OF_A_UNIT)
            if table == "referral_imports":
                batch.add_column(sa.Column("item_id", sa.String(128)))
                batch.alter_column("hospital_id", existing_type=sa.Integer(), nullable=True)
                batch.create_check_constraint(op.f("ck_referral_imports_sent_by_one"), SENT_BY_ONE)
                batch.create_check_constraint(op.f("ck_referral_imports_item_of_a_unit"), ITEM_OF_A_UNIT)
    op.create_index(op.f("ix_users_employer_id"), "users", ["employer_id"])
    for name, columns, where, is_unique in (
        ("ix_filings_employer", ["employer_id", "id"], FILED, False),
        ("uq_filings_employer_submission_key", ["employer_id", "submission_key"], ONE_ROW_ONCE, True),
    ):
        op.create_index(name, "filings", columns, unique=is_unique, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_referral_imports_employer", "referral_imports", ["employer_id", "id"])
    op.create_index(
        "uq_referral_imports_one_file_of_a_unit_at_a_time",
        "referral_imports",
        ["employer_id", "file_digest"],
        unique=True,
        sqlite_where=GOING_ON,
        postgresql_where=GOING_ON,
    )


def downgrade() -> None:
    op.drop_index("uq_referral_imports_one_file_of_a_unit_at_a_time", "referral_imports")
    op.drop_index("ix_referral_imports_employer", "referral_imports")
    op.drop_index("uq_filings_employer_submission_key", "filings")
    op.drop_index("ix_filings_employer", "filings")
    op.drop_index(op.f("ix_users_employer_id"), "users")
    for table in ("referral_imports", "filings", "users"):
        with table_anew(op, table) as batch:
            if table == "users":
                batch.drop_constraint(op.f("ck_users_employer_staff_have_an_employer"), type_="check")
            if table == "referral_imports":
                batch.drop_constraint(op.f("ck_referral_imports_item_of_a_unit"), type_="check")
                batch.drop_constraint(op.f("ck_referral_imports_sent_by_one"), type_="check")
                batch.alter_column("hospital_id", existing_type=sa.Integer(), nullable=False)
                batch.drop_column("item_id")
            batch.drop_constraint(op.f(f"fk_{table}_employer_id"), type_="foreignkey")
            batch.drop_column("employer_id")
    _know_roles(BEFORE)
    know_words(op, "portal_events", known_words(op, "portal_events") - {"employer_added"})
    op.drop_table(TABLE)


def _know_roles(roles: str) -> None:
    for table, column in WITH_A_ROLE.items():
        with table_anew(op, table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({roles})")
