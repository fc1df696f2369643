"""One data key for each account and each filing, under which all that belongs to it is sealed; erasing is erasing it.

What the master key sealed is sealed anew, some rows at a time and all within the move: killed half-way, all is as it was.
What does not open is left as it is, for the doctor to count.
"""

from collections.abc import Callable, Iterator
import os
from typing import Any

from alembic import op
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.models.crypto import SealBroken
from portal.models.schema import unguarded
from portal.models.sealed import vault
from portal.models.suites import AES

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

AT_ONCE = 500
HOLDERS = (("users", ("identity",)), ("filings", ("claims",)))
BELONGING = (
    ("documents", ("detail", "mark_note"), "filings", "filing_id"),
    ("filing_events", ("detail",), "filings", "filing_id"),
    ("notices", ("paper",), "filings", "filing_id"),
    ("tokens", ("secret",), "filings", "filing_id"),
    ("second_factors", ("secret",), "users", "user_id"),
    ("parked_forms", ("content",), "users", "user_id"),
)
Sealing = Callable[[bytes, str, bytes], bytes]


def upgrade() -> None:
    for table, _names in HOLDERS:
        op.add_column(table, sa.Column("data_key", sa.LargeBinary()))
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("of_table", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("uid", name=op.f("uq_erasures_uid")),
        sa.CheckConstraint("of_table IN ('filings', 'users')", name=op.f("ck_erasures_of_what_holds_a_key")),
    )
    _give_keys()
    _seal_anew(lambda plain, place, key: vault.keyring.seal_under(key, plain, place))


def downgrade() -> None:
    _seal_anew(_as_at_first)
    op.drop_table("erasures")
    for table, _names in HOLDERS:
        op.drop_column(table, "data_key")


def _give_keys() -> None:
    for table, _columns in HOLDERS:
        update = sa.text(f"UPDATE {table} SET data_key = :key WHERE id = :id")
        for rows in _batches(table, sa.text(f"SELECT id, uid FROM {table} WHERE id > :after ORDER BY id LIMIT {AT_ONCE}")):
            places = {row.id: f"{table}.data_key:{row.uid}" for row in rows}
            op.get_bind().execute(update, [{"id": each, "key": vault.keyring.new_data_key(place)} for each, place in places.items()])


def _seal_anew(seal: Sealing) -> None:
    for table, names in HOLDERS:
        _anew(table, names, table, "id", seal)
    for table, names, holder, reference in BELONGING:
        _anew(table, names, holder, reference, seal)


def _anew(table: str, names: tuple[str, ...], holder: str, reference: str, seal: Sealing) -> None:
    columns = ", ".join(f"t.{name}_sealed" for name in names)
    rows_of = sa.text(
        f"SELECT t.id, t.uid, h.uid AS holder_uid, h.data_key, {columns} FROM {table} t JOIN {holder} h "
        f"ON h.id = t.{reference} WHERE h.data_key IS NOT NULL AND t.id > :after ORDER BY t.id LIMIT {AT_ONCE}"
    )
    update = sa.text(f"UPDATE {table} SET {', '.join(f'{name}_sealed = :{name}' for name in names)} WHERE id = :id")
    with unguarded(op, table):
        for rows in _batches(table, rows_of):
            op.get_bind().execute(update, [{"id": row.id, **_values(table, names, holder, row, seal)} for row in rows])


def _values(table: str, names: tuple[str, ...], holder: str, row: Any, seal: Sealing) -> dict[str, bytes | None]:
    key = vault.keyring.open(row.data_key, f"{holder}.data_key:{row.holder_uid}")
    return {name: _value(getattr(row, f"{name}_sealed"), f"{table}.{name}:{row.uid}", key, seal) for name in names}


def _value(sealed: bytes | None, place: str, key: bytes, seal: Sealing) -> bytes | None:
    try:
        return None if sealed is None else seal(vault.keyring.open(sealed, place, key), place, key)
    except SealBroken:
        return sealed


def _batches(table: str, rows_of: sa.TextClause) -> Iterator[list[Any]]:
    after = 0
    while rows := list(op.get_bind().execute(rows_of, {"after": after})):
        yield rows
        after = rows[-1].id


def _as_at_first(plain: bytes, place: str, _key: bytes) -> bytes:
    """As the first releases sealed, under version 1 of the master key."""
    nonce = os.urandom(12)
    return b"\x01" + nonce + AESGCM(vault.keyring._key(AES, 1, place)[:32]).encrypt(nonce, plain, place.encode())
