"""Which text about the use of personal data somebody agreed to: with their account, and with each filing."""

from alembic import op
import sqlalchemy as sa

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("consent_version", sa.String(16)))
    op.add_column("users", sa.Column("consented_at", sa.DateTime(timezone=True)))
    op.add_column("filings", sa.Column("consent_version", sa.String(16)))


def downgrade() -> None:
    with op.batch_alter_table("filings") as filings:
        filings.drop_column("consent_version")
    with op.batch_alter_table("users") as users:
        users.drop_column("consented_at")
        users.drop_column("consent_version")
