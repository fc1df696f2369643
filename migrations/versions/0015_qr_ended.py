"""A history can say that the QR on a filing's papers was ended, or changed for another."""

from alembic import op

from portal.models.schema import table_anew

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = (
    "'accepted', 'approved', 'bound', 'cancelled', 'corrected', 'correction_requested', 'insured_checked', 'mended', "
    "'overridden', 'owner_verified', 'paper_added', 'paper_marked', 'person_verified', 'recovery_code', 'refused', "
    "'rejected', 'revoked', 'start_fixed', 'submitted', 'superseded', 'told', 'withdrawn'"
)
AFTER = (
    "'accepted', 'approved', 'bound', 'cancelled', 'corrected', 'correction_requested', 'insured_checked', 'mended', "
    "'overridden', 'owner_verified', 'paper_added', 'paper_marked', 'person_verified', 'qr_ended', 'qr_renewed', "
    "'recovery_code', 'refused', 'rejected', 'revoked', 'start_fixed', 'submitted', 'superseded', 'told', 'withdrawn'"
)


def upgrade() -> None:
    _know(AFTER)


def downgrade() -> None:
    _know(BEFORE)


def _know(kinds: str) -> None:
    with table_anew(op, "filing_events") as batch:
        batch.drop_constraint(op.f("ck_filing_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_filing_events_kind"), f"kind IN ({kinds})")
