"""Nobody decides about themselves: whose number the decider told as their own stands beside the decision."""

from alembic import op
import sqlalchemy as sa

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NOT_ABOUT_THEM = (
    "decided_by_index IS NULL"
    " OR (decided_by_index <> person_index AND (agent_index IS NULL OR decided_by_index <> agent_index))"
)


def upgrade() -> None:
    with op.batch_alter_table("filings") as filings:
        filings.add_column(sa.Column("decided_by_index", sa.String(32)))
        filings.create_check_constraint("nor_one_about_them", NOT_ABOUT_THEM)


def downgrade() -> None:
    with op.batch_alter_table("filings") as filings:
        filings.drop_constraint("nor_one_about_them", type_="check")
        filings.drop_column("decided_by_index")
