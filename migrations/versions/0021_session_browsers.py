"""In which kind of browser a session began, for its owner to know it by."""

from alembic import op
import sqlalchemy as sa

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("login_sessions", sa.Column("browser", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("login_sessions", "browser")
