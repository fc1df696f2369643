"""A page of a fax knows when it came: faxes that were joined by mistake and split again came when each of them did.

Of those that are joined now nothing says when the later one came; its pages keep the instant of the whole.
"""

import sqlalchemy as sa
from alembic import op

from portal.models.schema import table_anew

revision = "0109"
down_revision = "0106"
branch_labels = None
depends_on = None

PAGES = "fax_pages"


def upgrade() -> None:
    with table_anew(op, PAGES) as batch:
        batch.add_column(sa.Column("came_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(f"UPDATE {PAGES} SET came_at = (SELECT came_at FROM faxes WHERE faxes.id = {PAGES}.fax_id)")
    with table_anew(op, PAGES) as batch:
        batch.alter_column("came_at", nullable=False)


def downgrade() -> None:
    with table_anew(op, PAGES) as batch:
        batch.drop_column("came_at")
