"""A list of hospitals with whether each is networked, as of a day, that an operator loads."""

import sqlalchemy as sa
from alembic import op

from portal.models.schema import know_words, known_words

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

LISTS, HOSPITALS, EVENTS, NEW = "networked_lists", "networked_hospitals", "portal_events", "networked_list_loaded"


def upgrade() -> None:
    op.create_table(
        LISTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f(f"ck_{LISTS}_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LISTS}")),
    )
    op.create_table(
        HOSPITALS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("name_key", sa.String(64), nullable=False),
        sa.Column("is_networked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{HOSPITALS}")),
        sa.UniqueConstraint("name_key", "place", name=op.f(f"uq_{HOSPITALS}_name_key_place")),
    )
    know_words(op, EVENTS, known_words(op, EVENTS) | {NEW})


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - {NEW})
    op.drop_table(HOSPITALS)
    op.drop_table(LISTS)
