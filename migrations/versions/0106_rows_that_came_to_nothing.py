"""A row that came to nothing before is counted apart, and is filed anew only where its sender says so."""

import sqlalchemy as sa
from alembic import op

from portal.models.schema import table_anew

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None

IMPORTS, ROWS = "referral_imports", "referral_import_refusals"
LAW, ANEW = "each_row_once", "anew_is_taken"
BEFORE = "handled = waiting + sent + repeated + refused"
AFTER = "handled = waiting + sent + repeated + lapsed + refused"


def upgrade() -> None:
    with table_anew(op, IMPORTS) as batch:
        batch.add_column(sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.text("false")))
        for count in ("lapsed", "anew"):
            batch.add_column(sa.Column(count, sa.Integer(), nullable=False, server_default="0"))
        batch.drop_constraint(op.f(f"ck_{IMPORTS}_{LAW}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{IMPORTS}_{LAW}"), AFTER)
        batch.create_check_constraint(op.f(f"ck_{IMPORTS}_{ANEW}"), "anew <= waiting + sent")
    op.add_column(ROWS, sa.Column("is_anew", sa.Boolean(), nullable=False, server_default=sa.text("false")))


def downgrade() -> None:
    op.execute(f"DELETE FROM {ROWS} WHERE is_anew")
    with table_anew(op, ROWS) as batch:
        batch.drop_column("is_anew")
    with table_anew(op, IMPORTS) as batch:
        batch.drop_constraint(op.f(f"ck_{IMPORTS}_{ANEW}"), type_="check")
        batch.drop_constraint(op.f(f"ck_{IMPORTS}_{LAW}"), type_="check")
    op.execute(f"UPDATE {IMPORTS} SET repeated = repeated + lapsed")
    with table_anew(op, IMPORTS) as batch:
        batch.create_check_constraint(op.f(f"ck_{IMPORTS}_{LAW}"), BEFORE)
        for column in ("again", "lapsed", "anew"):
            batch.drop_column(column)
