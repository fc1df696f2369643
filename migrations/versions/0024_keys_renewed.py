"""A new master key and the end of the old ones are events; the history of the installation is sealed under a key of its
own, for no line of it is ever written anew and every version of the master key ends one day.

What does not open is left as it is, for the doctor to count.
"""

import os
from collections.abc import Callable

from alembic import op
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.models.crypto import SealBroken
from portal.models.schema import table_anew, unguarded
from portal.models.sealed import vault
from portal.models.suites import AES

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = (
    "'account_closed', 'backed_up', 'catalogue_changed', 'data_taken', 'disabled', 'factor_forgotten', "
    "'factor_set', 'hospital_added', 'hospital_dated', 'initialised', 'invitation_taken', 'invited', "
    "'own_number_told', 'password_changed', 'password_recovered', 'password_reset', 'registered', "
    "'reindexed', 'reset_link_given', 'restored', 'retention_run', 'sign_in_failed', 'signed_in', "
    "'signed_out', 'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)
AFTER = f"{BEFORE}, 'old_keys_destroyed', 'rekeyed'"
AT_ONCE = 500


def upgrade() -> None:
    _know(AFTER)
    _seal_anew(lambda plain, place: vault.keyring.seal_under(vault.keyring.history_key, plain, place))


def downgrade() -> None:
    _seal_anew(_by_the_master_key)
    _know(BEFORE)


def _know(kinds: str) -> None:
    with table_anew(op, "portal_events") as batch:
        batch.drop_constraint(op.f("ck_portal_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_portal_events_kind"), f"kind IN ({kinds})")


def _seal_anew(seal: Callable[[bytes, str], bytes]) -> None:
    rows_of = sa.text(
        "SELECT id, uid, detail_sealed FROM portal_events WHERE detail_sealed IS NOT NULL AND id > :after "
        f"ORDER BY id LIMIT {AT_ONCE}"
    )
    update = sa.text("UPDATE portal_events SET detail_sealed = :sealed WHERE id = :id")
    after = 0
    with unguarded(op, "portal_events"):
        while rows := list(op.get_bind().execute(rows_of, {"after": after})):
            after = rows[-1].id
            places = {row.id: f"portal_events.detail:{row.uid}" for row in rows}
            op.get_bind().execute(
                update, [{"id": row.id, "sealed": _value(row.detail_sealed, places[row.id], seal)} for row in rows]
            )


def _value(sealed: bytes, place: str, seal: Callable[[bytes, str], bytes]) -> bytes:
    try:
        return seal(vault.keyring.open(sealed, place, vault.keyring.history_key), place)
    except SealBroken:
        return sealed


def _by_the_master_key(plain: bytes, place: str) -> bytes:
    """As the first releases sealed, under version 1."""
    nonce = os.urandom(12)
    return b"\x01" + nonce + AESGCM(vault.keyring._key(AES, 1, place)[:32]).encrypt(nonce, plain, place.encode())
