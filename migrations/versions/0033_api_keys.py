"""Keys by which other institutions' systems ask the interface, each with an account of its own."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLE, SCOPES, REQUESTS = "api_keys", "api_key_scopes", "api_requests"
NO_PASSWORD = "(substr(coalesce(username, ''), 1, 4) = 'key:') = (password_hash = '!')"
BEFORE = (
    "'account_closed', 'backed_up', 'catalogue_changed', 'data_taken', 'disabled', 'factor_forgotten', "
    "'factor_set', 'filing_held', 'filing_released', 'hospital_added', 'hospital_dated', 'household_added', "
    "'household_removed', 'initialised', 'invitation_taken', 'invited', 'old_keys_destroyed', 'own_number_told', "
    "'own_phone_given', 'password_changed', 'password_recovered', 'password_reset', 'registered', 'reindexed', "
    "'referrals_imported', 'refused_rows_fetched', 'rekeyed', 'reset_called_back', 'reset_confirmed', 'reset_disowned', 'reset_link_given', 'reset_recognised', "
    "'reset_taken_back', 'reset_wanted', 'restored', 'retention_run', 'sign_in_failed', 'signed_in', 'signed_out', "
    "'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("prefix", sa.String(12), nullable=False),
        sa.Column("secret_digest", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("valid_days BETWEEN 1 AND 365", name=op.f(f"ck_{TABLE}_a_year_at_most")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{TABLE}_user_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f(f"fk_{TABLE}_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("prefix", name=op.f(f"uq_{TABLE}_prefix")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
        sa.UniqueConstraint("user_id", name=op.f(f"uq_{TABLE}_user_id")),
    )
    op.create_table(
        SCOPES,
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.CheckConstraint("scope IN ('document', 'follow', 'in_force', 'referral')", name=op.f(f"ck_{SCOPES}_scope")),
        sa.ForeignKeyConstraint(["key_id"], [f"{TABLE}.id"], name=op.f(f"fk_{SCOPES}_key_id")),
        sa.PrimaryKeyConstraint("key_id", "scope", name=op.f(f"pk_{SCOPES}")),
    )
    op.create_table(
        REQUESTS,
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(64), nullable=False),
        sa.Column("body_index", sa.String(32), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{REQUESTS}_user_id")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f(f"fk_{REQUESTS}_filing_id")),
        sa.PrimaryKeyConstraint("user_id", "request_key", name=op.f(f"pk_{REQUESTS}")),
    )
    op.create_index(op.f(f"ix_{REQUESTS}_filing_id"), REQUESTS, ["filing_id"])
    with table_anew(op, "users") as users:
        users.create_check_constraint(op.f("ck_users_accounts_of_keys_have_no_password"), NO_PASSWORD)
    _know(f"{BEFORE}, 'key_made', 'key_misses', 'key_revoked'")


def downgrade() -> None:
    _know(BEFORE)
    with table_anew(op, "users") as users:
        users.drop_constraint(op.f("ck_users_accounts_of_keys_have_no_password"), type_="check")
    op.drop_table(REQUESTS)
    op.drop_table(SCOPES)
    op.drop_table(TABLE)


def _know(kinds: str) -> None:
    with table_anew(op, "portal_events") as batch:
        batch.drop_constraint(op.f("ck_portal_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_portal_events_kind"), f"kind IN ({kinds})")
