"""A diagnosis of a hospital's list is found by its name as by its code."""

from alembic import op

revision = "0105"
down_revision = "0103"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_diagnoses_name", "diagnoses"


def upgrade() -> None:
    op.create_index(NAME, TABLE, ["hospital_id", "name", "code"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
