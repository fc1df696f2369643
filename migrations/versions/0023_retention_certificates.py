"""What was deleted because its time was over is certified; a run of it, data taken along and accounts closed are
events."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BEFORE = (
    "'backed_up', 'catalogue_changed', 'disabled', 'factor_forgotten', 'factor_set', 'hospital_added', "
    "'hospital_dated', 'initialised', 'invitation_taken', 'invited', 'own_number_told', 'password_changed', "
    "'password_recovered', 'password_reset', 'registered', 'reindexed', 'reset_link_given', 'restored', "
    "'sign_in_failed', 'signed_in', 'signed_out', 'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)
AFTER = (
    "'account_closed', 'backed_up', 'catalogue_changed', 'data_taken', 'disabled', 'factor_forgotten', "
    "'factor_set', 'hospital_added', 'hospital_dated', 'initialised', 'invitation_taken', 'invited', "
    "'own_number_told', 'password_changed', 'password_recovered', 'password_reset', 'registered', "
    "'reindexed', 'reset_link_given', 'restored', 'retention_run', 'sign_in_failed', 'signed_in', "
    "'signed_out', 'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)


def upgrade() -> None:
    _know(AFTER)
    op.create_table(
        "retention_certificates",
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.UniqueConstraint("uid", name=op.f("uq_retention_certificates_uid")),
    )


def downgrade() -> None:
    op.drop_table("retention_certificates")
    _know(BEFORE)


def _know(kinds: str) -> None:
    with table_anew(op, "portal_events") as batch:
        batch.drop_constraint(op.f("ck_portal_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_portal_events_kind"), f"kind IN ({kinds})")
