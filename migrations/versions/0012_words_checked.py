"""Every column that holds one of an enumeration has its CHECK, in a filing's row and in its history."""

from alembic import op

from portal.models.schema import table_anew

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATUSES = (
    "'accepted', 'approved', 'cancelled', 'correction_requested', 'draft', 'refused', 'rejected', 'revoked', "
    "'submitted', 'superseded', 'withdrawn'"
)
CHECKS = {
    "filings": {
        "filing_type": (
            "'emergency', 'long_term_resident', 'other_temporary', 'posted_worker', 'referral', "
            "'relocated_retiree'"
        ),
        "scheme": "'employee', 'resident'",
        "outcome": "'approve', 'ask', 'correct', 'refuse'",
        "asks_for": "'answers', 'both', 'documents', 'words'",
    },
    "filing_events": {
        "actor_role": "'citizen', 'clerk', 'hospital', 'supervisor'",
        "kind": (
            "'accepted', 'approved', 'bound', 'cancelled', 'corrected', 'correction_requested', "
            "'insured_checked', 'mended', 'overridden', 'owner_verified', 'paper_added', 'paper_marked', "
            "'person_verified', 'recovery_code', 'refused', 'rejected', 'revoked', 'start_fixed', "
            "'submitted', 'superseded', 'told', 'withdrawn'"
        ),
        "channel": "'api', 'fax', 'hospital', 'kiosk', 'online', 'phone', 'window'",
        "from_status": STATUSES,
        "to_status": STATUSES,
    },
}


def upgrade() -> None:
    for table, columns in CHECKS.items():
        with table_anew(op, table) as batch:
            for column, words in columns.items():
                batch.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({words})")


def downgrade() -> None:
    for table, columns in CHECKS.items():
        with table_anew(op, table) as batch:
            for column in columns:
                batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
