"""Institutions whose systems act by keys: what they filed is theirs, whichever of their keys filed it.

Each account of a key that is no hospital's becomes one of an institution of its name. Of the filings what was claimed
by such an account is claimed by its institution, but where two of its accounts claim the same thing already: then the
later claim stays its account's.
"""

from collections.abc import Iterator
import json
import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.domain.spelling import name_key
from portal.models.crypto import SealBroken
from portal.models.schema import table_anew
from portal.models.sealed import vault

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None

TABLE, COLUMN = "institutions", "institution_id"
OF_ITS_OWN = sa.text(f"{COLUMN} IS NOT NULL")
LAW = f"(substr(coalesce(username, ''), 1, 4) = 'key:' AND role = 'clerk') = ({COLUMN} IS NOT NULL)"
OF_ITS_FILING = "(SELECT claimed_by FROM filings WHERE filings.id = agent_slots.filing_id)"
CLAIMED_TWICE = f"""EXISTS (SELECT 1 FROM filings AS earlier
    WHERE earlier.{COLUMN} = filings.{COLUMN} AND earlier.entered_by_id < filings.entered_by_id
    AND earlier.person_index = filings.person_index AND earlier.item_id = filings.item_id
    AND earlier.queue_due_on IS NOT NULL AND filings.queue_due_on IS NOT NULL)"""
HAS_A_SLOT_BESIDE_OTHERS = f"""EXISTS (SELECT 1 FROM agent_slots WHERE agent_slots.filing_id = filings.id)
    AND EXISTS (SELECT 1 FROM users AS other WHERE other.{COLUMN} = filings.{COLUMN} AND other.id < filings.entered_by_id)"""


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("county", sa.String(64), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
        sa.UniqueConstraint("county", "name", name=op.f(f"uq_{TABLE}_county_name")),
    )
    for table in ("users", "filings"):
        op.add_column(table, sa.Column(COLUMN, sa.Integer()))
    _write_them_down()
    op.execute(
        f"UPDATE filings SET {COLUMN} = (SELECT {COLUMN} FROM users WHERE users.id = filings.entered_by_id) "
        f"WHERE entered_by_id IN (SELECT id FROM users WHERE {COLUMN} IS NOT NULL)"
    )
    op.execute(
        f"UPDATE filings SET claimed_by = 'institution:' || {COLUMN} WHERE claimed_by LIKE 'system:%' "
        f"AND {COLUMN} IS NOT NULL AND NOT {CLAIMED_TWICE} AND NOT ({HAS_A_SLOT_BESIDE_OTHERS})"
    )
    op.execute(f"UPDATE agent_slots SET claimed_by = {OF_ITS_FILING} WHERE claimed_by LIKE 'system:%'")
    for table in ("users", "filings"):
        with table_anew(op, table) as batch:
            batch.create_foreign_key(op.f(f"fk_{table}_{COLUMN}"), TABLE, [COLUMN], ["id"])
            if table == "users":
                batch.create_check_constraint(op.f("ck_users_keys_of_no_hospital_have_an_institution"), LAW)
    op.create_index(op.f(f"ix_users_{COLUMN}"), "users", [COLUMN])
    of_one = {"sqlite_where": OF_ITS_OWN, "postgresql_where": OF_ITS_OWN}
    op.create_index("ix_filings_institution", "filings", [COLUMN, "id"], **of_one)


def downgrade() -> None:
    op.drop_index("ix_filings_institution", "filings")
    op.drop_index(op.f(f"ix_users_{COLUMN}"), "users")
    op.execute("UPDATE filings SET claimed_by = 'system:' || entered_by_id WHERE claimed_by LIKE 'institution:%'")
    op.execute(f"UPDATE agent_slots SET claimed_by = {OF_ITS_FILING} WHERE claimed_by LIKE 'institution:%'")
    for table in ("filings", "users"):
        with table_anew(op, table) as batch:
            if table == "users":
                batch.drop_constraint(op.f("ck_users_keys_of_no_hospital_have_an_institution"), type_="check")
            batch.drop_constraint(op.f(f"fk_{table}_{COLUMN}"), type_="foreignkey")
            batch.drop_column(COLUMN)
    op.drop_table(TABLE)


def _write_them_down() -> None:
    written: dict[tuple[str, str], int] = {}
    for account, name in _accounts():
        same = (account.county, name_key(name))
        if same not in written:
            made = {"uid": secrets.token_hex(16), "county": account.county, "name": name}
            insert = sa.text(f"INSERT INTO {TABLE} (uid, county, name) VALUES (:uid, :county, :name) RETURNING id")
            written[same] = op.get_bind().execute(insert, made).scalar_one()
        update = sa.text(f"UPDATE users SET {COLUMN} = :institution WHERE id = :id")
        op.get_bind().execute(update, {"institution": written[same], "id": account.id})


def _accounts() -> Iterator[tuple[Any, str]]:
    rows = sa.text(
        "SELECT id, uid, county, username, data_key, identity_sealed FROM users "
        "WHERE username LIKE 'key:%' AND role = 'clerk' ORDER BY id"
    )
    for account in op.get_bind().execute(rows).all():
        yield account, _name_of(account)[:128]


def _name_of(account: Any) -> str:
    """As a supervisor wrote it; of one that does not open, what its account is called."""
    try:
        key = vault.keyring.open(account.data_key or b"", f"users.data_key:{account.uid}")
        plain = vault.keyring.open(account.identity_sealed, f"users.identity:{account.uid}", key)
    except SealBroken:
        return str(account.username)
    return str(json.loads(plain)["name"])
