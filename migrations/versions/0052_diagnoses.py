"""The diagnoses a hospital loads, a code and its words each."""

import sqlalchemy as sa
from alembic import op

from portal.models.schema import know_words, known_words

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

TABLE, EVENTS, NEW = "diagnoses", "portal_events", "diagnoses_loaded"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hospital_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospitals.id"], name=op.f(f"fk_{TABLE}_hospital_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("hospital_id", "code", name=op.f(f"uq_{TABLE}_hospital_id_code")),
    )
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
    op.drop_table(TABLE)
