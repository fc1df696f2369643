"""Rows that keep a data key: an account, a filing. What belongs to one of them is sealed under its key alone, so that
erasing the key erases all of it, in this database and in whatever copy of it a list of erasures is applied to."""

import secrets
from typing import Any, Protocol, Self, cast

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Row
from portal.models.crypto import SealErased
from portal.models.sealed import vault


class HistoryKey:
    """Of lines that belong to no account and that no rekey may seal anew, for history is never changed."""

    def opened_key(self) -> bytes:
        """Kept in the key file, beside every version of the master key."""
        return vault.keyring.history_key


class KeyHolder(Row):
    """A row with a data key of its own, sealed by the master key; without one it was erased (已删除)."""

    __abstract__ = True

    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)

    def __init__(self, **values: Any) -> None:
        self.uid = values.setdefault("uid", secrets.token_hex(16))
        self.data_key = vault.keyring.new_data_key(_place(self))
        super().__init__(**values)

    @property
    def key_holder(self) -> "KeyHolder":
        """It holds the key of its own columns."""
        return self

    @property
    def is_erased(self) -> bool:
        """Whether nothing of it opens any more, by its own will or because its time was over."""
        return self.data_key is None

    def opened_key(self) -> bytes:
        """The data key; raises `SealErased` when there is none any more."""
        kept: tuple[bytes, bytes] | None = self.__dict__.get("_opened_key")
        if kept is None or kept[0] != self.data_key:  # opened once for all that a page reads of it
            opened = opened_key_of(self)
            kept = self.__dict__["_opened_key"] = (cast(bytes, self.data_key), opened)
        return kept[1]


class HoldsKey(Protocol):
    """What is read of a row that keeps a data key."""

    __tablename__: str

    @property
    def uid(self) -> str: ...
    @property
    def data_key(self) -> bytes | None: ...


def opened_key_of(row: HoldsKey) -> bytes:
    """The data key of that row; raises `SealErased` when there is none any more."""
    if row.data_key is None:
        raise SealErased(_place(row))
    return vault.keyring.open(row.data_key, _place(row))


def _place(row: HoldsKey) -> str:
    return f"{row.__tablename__}.data_key:{row.uid}"


class HoldsItsOwnKey:
    """For the columns that were read of a row with a data key, that key among them."""

    __slots__ = ()

    @property
    def key_holder(self) -> Self:
        """It holds the key of its own columns."""
        return self

    def opened_key(self) -> bytes:
        """The data key; raises `SealErased` when there is none any more."""
        return opened_key_of(cast(HoldsKey, self))
