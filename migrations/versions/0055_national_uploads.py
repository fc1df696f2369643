"""How far a filing is on its way to the national library, and in which file it went."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words, table_anew

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

TABLE, FILINGS = "national_batches", "filings"
STATES = "upload_state IN ('confirmed', 'exported', 'refused', 'to_send')"
IN_A_FILE = "upload_state NOT IN ('confirmed', 'exported', 'refused') OR upload_batch_id IS NOT NULL"
NEW = {
    "filing_events": {"national_exported", "national_confirmed", "national_refused", "national_again"},
    "portal_events": {"national_exported", "national_answered"},
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("county", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("filings", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f(f"fk_{TABLE}_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
    )
    op.create_index(f"ix_{TABLE}_county", TABLE, ["county", "id"])
    with table_anew(op, FILINGS) as filings:
        filings.add_column(sa.Column("upload_state", sa.String(32)))
        filings.add_column(sa.Column("upload_batch_id", sa.Integer()))
        filings.create_check_constraint(op.f(f"ck_{FILINGS}_upload_state"), STATES)
        filings.create_check_constraint(op.f(f"ck_{FILINGS}_sent_in_a_file"), IN_A_FILE)
        filings.create_foreign_key(op.f(f"fk_{FILINGS}_upload_batch_id"), TABLE, ["upload_batch_id"], ["id"])
    for name, column, columns in (
        ("ix_filings_upload", "upload_state", ["county", "upload_state", "id"]),
        ("ix_filings_upload_batch", "upload_batch_id", ["upload_batch_id", "upload_state", "id"]),
    ):
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, FILINGS, columns, sqlite_where=where, postgresql_where=where)
    op.execute("UPDATE filings SET upload_state = 'to_send' WHERE status = 'approved' AND data_key IS NOT NULL")
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) | words)


def downgrade() -> None:
    for table, words in NEW.items():
        know_words(op, table, known_words(op, table) - words)
    for name in ("ix_filings_upload_batch", "ix_filings_upload"):
        op.drop_index(name, FILINGS)
    with table_anew(op, FILINGS) as filings:
        filings.drop_constraint(op.f(f"fk_{FILINGS}_upload_batch_id"), type_="foreignkey")
        filings.drop_constraint(op.f(f"ck_{FILINGS}_sent_in_a_file"), type_="check")
        filings.drop_constraint(op.f(f"ck_{FILINGS}_upload_state"), type_="check")
        filings.drop_column("upload_batch_id")
        filings.drop_column("upload_state")
    op.drop_table(TABLE)
