"""Many referrals as one spreadsheet: a row an import, the rows that were refused, and what a hospital began by one key.

Two accounts of a hospital could have sent a form with the same key, though no page makes one twice: the later filing
lets go of it, for the key only keeps a repeated request from beginning a second one.
"""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

IMPORTS, REFUSALS = "referral_imports", "referral_import_refusals"
GOING_ON = "ended_at IS NULL"
KEY = "uq_filings_hospital_submission_key"
HAS_KEY = sa.text("hospital_id IS NOT NULL AND submission_key IS NOT NULL")
WORDS = {"portal_events": {"referrals_imported", "refused_rows_fetched"}, "outbox": {"import_referrals"}}


def upgrade() -> None:
    _make_imports()
    op.create_table(
        REFUSALS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], [f"{IMPORTS}.id"], name=op.f(f"fk_{REFUSALS}_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REFUSALS}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{REFUSALS}_uid")),
        sa.UniqueConstraint("import_id", "row_number", name=op.f(f"uq_{REFUSALS}_import_id_row_number")),
    )
    op.execute(
        "UPDATE filings SET submission_key = NULL WHERE hospital_id IS NOT NULL AND EXISTS (SELECT 1 FROM filings AS "
        "earlier WHERE earlier.hospital_id = filings.hospital_id AND earlier.submission_key = filings.submission_key "
        "AND earlier.id < filings.id)"
    )
    op.create_index(
        KEY, "filings", ["hospital_id", "submission_key"], unique=True, sqlite_where=HAS_KEY, postgresql_where=HAS_KEY
    )
    for table, words in WORDS.items():
        know_words(op, table, known_words(op, table) | words)


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind = 'import_referrals'")
    for table, words in WORDS.items():
        know_words(op, table, known_words(op, table) - words)
    op.drop_index(KEY, "filings")
    op.drop_table(REFUSALS)
    op.drop_table(IMPORTS)


def _make_imports() -> None:
    counts = ("handled", "waiting", "sent", "repeated", "refused")
    op.create_table(
        IMPORTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("hospital_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("file_digest", sa.String(32), nullable=False),
        sa.Column("file_key", sa.String(64), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("headings_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("trouble_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("handled = waiting + sent + repeated + refused", name=op.f(f"ck_{IMPORTS}_each_row_once")),
        sa.CheckConstraint("row_count IS NULL OR handled <= row_count", name=op.f(f"ck_{IMPORTS}_no_row_too_many")),
        sa.CheckConstraint(
            f"({GOING_ON}) = (file_key IS NOT NULL)", name=op.f(f"ck_{IMPORTS}_file_while_it_goes_on")
        ),
        sa.CheckConstraint(
            f"{GOING_ON} OR trouble_sealed IS NOT NULL OR (row_count IS NOT NULL AND handled = row_count)",
            name=op.f(f"ck_{IMPORTS}_ended_when_all_is_handled"),
        ),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospitals.id"], name=op.f(f"fk_{IMPORTS}_hospital_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f(f"fk_{IMPORTS}_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{IMPORTS}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{IMPORTS}_uid")),
        sa.UniqueConstraint("file_key", name=op.f(f"uq_{IMPORTS}_file_key")),
    )
    op.create_index("ix_referral_imports_hospital", IMPORTS, ["hospital_id", "id"])
    op.create_index(op.f("ix_referral_imports_made_by_id"), IMPORTS, ["made_by_id"])
    op.create_index(op.f("ix_referral_imports_ended_at"), IMPORTS, ["ended_at"])
    going_on = sa.text(GOING_ON)
    op.create_index(
        "uq_referral_imports_one_file_at_a_time",
        IMPORTS,
        ["hospital_id", "file_digest"],
        unique=True,
        sqlite_where=going_on,
        postgresql_where=going_on,
    )
