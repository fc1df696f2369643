"""A page of a fax knows to which filing it was put, and a look at a fax when it was: both follow the filing.

Of pages that were put to one before, nothing says to which; they go by the period of such pages.
"""

from datetime import UTC, datetime, timedelta

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0068"
down_revision = "0066"
branch_labels = None
depends_on = None

PAGES, LOOKS = "fax_pages", "fax_looks"
BEIJING_IS_AHEAD_BY = timedelta(hours=8)


def upgrade() -> None:
    with table_anew(op, PAGES) as batch:
        batch.add_column(sa.Column("filing_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f(f"fk_{PAGES}_filing_id"), "filings", ["filing_id"], ["id"])
        batch.create_check_constraint("filed_with_a_filing", "filing_id IS NULL OR filed_at IS NOT NULL")
    op.create_index(op.f(f"ix_{PAGES}_filing_id"), PAGES, ["filing_id"])
    op.create_index(f"ix_{PAGES}_filed_at", PAGES, ["filed_at"])
    with table_anew(op, LOOKS) as batch:
        batch.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))
    _date_looks()
    with table_anew(op, LOOKS) as batch:
        batch.alter_column("at", nullable=False)


def _date_looks() -> None:
    """Of those there are the day alone is known."""
    looks = sa.table(LOOKS, sa.column("day", sa.Date), sa.column("at", sa.DateTime(timezone=True)))
    for (day,) in op.get_bind().execute(sa.select(looks.c.day).distinct()).all():
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) - BEIJING_IS_AHEAD_BY
        op.execute(looks.update().where(looks.c.day == day).values(at=at))


def downgrade() -> None:
    with table_anew(op, LOOKS) as batch:
        batch.drop_column("at")
    op.drop_index(f"ix_{PAGES}_filed_at", PAGES)
    op.drop_index(op.f(f"ix_{PAGES}_filing_id"), PAGES)
    with table_anew(op, PAGES) as batch:
        batch.drop_constraint("filed_with_a_filing", type_="check")
        batch.drop_constraint(op.f(f"fk_{PAGES}_filing_id"), type_="foreignkey")
        batch.drop_column("filing_id")
