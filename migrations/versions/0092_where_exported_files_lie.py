"""In which folder a file for the national library was put, so that one that is done with and still there is found."""

from alembic import op
import sqlalchemy as sa

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("national_batches", sa.Column("folder", sa.String(1024)))


def downgrade() -> None:
    op.drop_column("national_batches", "folder")
