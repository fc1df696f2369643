"""Of the accounts that claim one ID number one at most is verified: a unique index, for two clerks may decide at once.

Where two were, the one that was verified first stays so. The later one keeps what it filed itself, and no longer sees
what others filed for that person until a clerk has looked once more: that takes less from its owner than the other
way would from somebody else.
"""

from alembic import op
import sqlalchemy as sa

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

NAME = "uq_users_one_verified_of_a_person"
VERIFIED = "role = 'citizen' AND verified_at IS NOT NULL AND disabled_at IS NULL"
FIRST = " AND ".join(f"first.{each}" for each in VERIFIED.split(" AND "))
UNVERIFY_LATER_ONES = (
    f"UPDATE users SET verified_at = NULL, verified_by_id = NULL WHERE {VERIFIED} AND EXISTS (SELECT 1 FROM users AS "
    f"first WHERE first.person_index = users.person_index AND {FIRST} AND (first.verified_at < users.verified_at OR "
    "(first.verified_at = users.verified_at AND first.id < users.id)))"
)


def upgrade() -> None:
    op.execute(UNVERIFY_LATER_ONES)
    where = sa.text(VERIFIED)
    op.create_index(NAME, "users", ["person_index"], unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index(NAME, "users")
