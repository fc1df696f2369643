"""Slips that are signed in their hospital: as what an account signs, whose turn it is, and who has signed."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

SIGNERS = "IN ('doctor', 'department_head', 'medical_office')"
OF_A_HOSPITAL = "signs_as IS NULL OR hospital_id IS NOT NULL"
IS_OPEN = sa.text("next_signer IS NOT NULL")
WORDS = {
    "filing_events": {"slip_put_up", "slip_signed", "slip_sent_back", "signatures_lost"},
    "portal_events": {"signer_named"},
}


def upgrade() -> None:
    with table_anew(op, "users") as batch:
        batch.add_column(sa.Column("signs_as", sa.String(32), nullable=True))
        batch.create_check_constraint("signs_as", f"signs_as {SIGNERS}")
        batch.create_check_constraint("signs_for_a_hospital", OF_A_HOSPITAL)
    op.create_table(
        "slip_signings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("next_signer", sa.String(32), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("filing_version", sa.Integer(), nullable=False),
        sa.Column("put_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"next_signer {SIGNERS}", name=op.f("ck_slip_signings_next_signer")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_slip_signings_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_signings")),
        sa.UniqueConstraint("uid", name=op.f("uq_slip_signings_uid")),
        sa.UniqueConstraint("filing_id", name=op.f("uq_slip_signings_filing_id")),
    )
    columns = ["next_signer", "filing_id"]
    op.create_index("ix_slip_signings_open", "slip_signings", columns, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    op.create_table(
        "slip_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("signer", sa.String(32), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"signer {SIGNERS}", name=op.f("ck_slip_signatures_signer")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_slip_signatures_filing_id")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["users.id"], name=op.f("fk_slip_signatures_signed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_signatures")),
        sa.UniqueConstraint("uid", name=op.f("uq_slip_signatures_uid")),
        sa.UniqueConstraint("filing_id", "signer", name=op.f("uq_slip_signatures_filing_id_signer")),
        sa.UniqueConstraint("filing_id", "signed_by_id", name=op.f("uq_slip_signatures_filing_id_signed_by_id")),
    )
    for events, new in WORDS.items():
        know_words(op, events, known_words(op, events) | new)


def downgrade() -> None:
    for events, new in WORDS.items():
        know_words(op, events, known_words(op, events) - new)
    op.drop_table("slip_signatures")
    op.drop_table("slip_signings")
    with table_anew(op, "users") as batch:
        batch.drop_constraint("signs_for_a_hospital", type_="check")
        batch.drop_constraint("signs_as", type_="check")
        batch.drop_column("signs_as")
