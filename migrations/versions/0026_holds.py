"""A filing that is held stays although its time is over; to hold one and to release it are events."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BEFORE = (
    "'account_closed', 'backed_up', 'catalogue_changed', 'data_taken', 'disabled', 'factor_forgotten', "
    "'factor_set', 'hospital_added', 'hospital_dated', 'initialised', 'invitation_taken', 'invited', "
    "'old_keys_destroyed', 'own_number_told', 'password_changed', 'password_recovered', 'password_reset', "
    "'registered', 'reindexed', 'rekeyed', 'reset_link_given', 'restored', 'retention_run', 'sign_in_failed', "
    "'signed_in', 'signed_out', 'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)


def upgrade() -> None:
    op.add_column("filings", sa.Column("held_at", sa.DateTime(timezone=True)))
    _know(f"{BEFORE}, 'filing_held', 'filing_released'")


def downgrade() -> None:
    _know(BEFORE)
    op.drop_column("filings", "held_at")


def _know(kinds: str) -> None:
    with table_anew(op, "portal_events") as batch:
        batch.drop_constraint(op.f("ck_portal_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_portal_events_kind"), f"kind IN ({kinds})")
