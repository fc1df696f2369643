"""Acts on accounts and on the portal itself, and sign-ins, are written down beside what happens to filings."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = "portal_events"
KINDS = (
    "'backed_up', 'catalogue_changed', 'disabled', 'factor_forgotten', 'factor_set', 'hospital_added', "
    "'hospital_dated', 'initialised', "
    "'invitation_taken', 'invited', 'own_number_told', 'password_changed', 'password_recovered', "
    "'password_reset', 'registered', 'reindexed', 'reset_link_given', 'restored', 'sign_in_failed', "
    "'signed_in', 'signed_out', 'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)
OF_A_FILING = (
    "'accepted', 'approved', 'bound', 'cancelled', 'corrected', 'correction_requested', 'insured_checked', "
    "'mended', 'overridden', 'owner_verified', 'paper_added', 'paper_marked', 'person_verified', "
    "'qr_ended', 'qr_renewed', 'recovery_code', 'refused', 'rejected', 'revoked', 'start_fixed', 'submitted', "
    "'superseded', 'told', 'withdrawn'"
)
GIVEN = "'code_given', 'link_given', 'sheet_printed'"
ROLES = "'citizen', 'clerk', 'hospital', 'supervisor'"


def _require_kinds(kinds: str) -> None:
    with table_anew(op, "filing_events") as events:
        events.drop_constraint(op.f("ck_filing_events_kind"), type_="check")
        events.create_check_constraint(op.f("ck_filing_events_kind"), f"kind IN ({kinds})")


def upgrade() -> None:
    _require_kinds(f"{OF_A_FILING}, {GIVEN}")
    op.create_table(
        TABLE,
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer()),
        sa.Column("actor_role", sa.String(32)),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("county", sa.String(64)),
        sa.Column("account_id", sa.Integer()),
        sa.Column("hospital_id", sa.Integer()),
        sa.Column("detail_sealed", sa.LargeBinary()),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.CheckConstraint(f"actor_role IN ({ROLES})", name=op.f(f"ck_{TABLE}_actor_role")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f(f"ck_{TABLE}_kind")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f(f"fk_{TABLE}_actor_id")),
        sa.ForeignKeyConstraint(["account_id"], ["users.id"], name=op.f(f"fk_{TABLE}_account_id")),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospitals.id"], name=op.f(f"fk_{TABLE}_hospital_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
    )
    op.create_index(f"ix_{TABLE}_at", TABLE, ["at"])
    op.create_index(f"ix_{TABLE}_actor", TABLE, ["actor_id", "id"])
    op.create_index(f"ix_{TABLE}_account", TABLE, ["account_id", "id"])
    op.create_index(f"ix_{TABLE}_kind", TABLE, ["kind", "id"])
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
    _require_kinds(OF_A_FILING)
