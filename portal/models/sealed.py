"""Columns whose content is encrypted: read and written as plain values, stored sealed for one row and column.

Under the data key of the account or filing the row belongs to (its `key_holder`), or under the master key.
"""

import logging
from functools import cache
from hashlib import sha256
from typing import Any, Generic, Self, TypeVar, cast, overload

from portal.domain.spelling import figures, name_key, telephone_key
from portal.models.codecs import Codec, Reader
from portal.models.crypto import Keyring, SealBroken, SealErased

T = TypeVar("T")
log = logging.getLogger("portal.sealed")


class Vault:
    """Holds the keyring the rows seal with; handed over once when the application is made."""

    def __init__(self) -> None:
        self._keyring: Keyring | None = None

    def use(self, keyring: Keyring) -> None:
        """Use this keyring from now on."""
        self._keyring = keyring

    @property
    def keyring(self) -> Keyring:
        """The keyring in use; asking before there is one is a programming error."""
        if self._keyring is None:
            raise RuntimeError("no keyring is in use")
        return self._keyring


vault = Vault()


class Openable(Generic[T]):
    """What stands in the column `<name>_sealed`, or a part of it: `row.name` opens it, `reader` makes a value of it.

    `name` where the attribute is called otherwise than the column: what is sealed is bound to the column's name.
    """

    def __init__(self, reader: Reader[T], name: str = "") -> None:
        self._reader = reader
        self._name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = self._name or name
        self.column = f"{self._name}_sealed"

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: object | None, owner: type) -> Self | T:
        if row is None:
            return self
        return self._opened(row, getattr(row, self.column))

    def _opened(self, row: object, sealed: bytes) -> T:
        holder = cast(Any, row).key_holder
        try:
            return self._read(row, sealed, holder.opened_key() if holder else None)
        except SealErased:
            raise
        except SealBroken as broken:
            log.error(
                "a sealed value does not open", extra={"fields": {"place": broken.place, "number": broken.reference}}
            )
            raise

    def _read(self, row: object, sealed: bytes, data_key: bytes | None) -> T:
        return self._reader.load(vault.keyring.open(sealed, self._context(row), data_key))

    def _context(self, row: object) -> str:
        named = cast(Any, row)
        return f"{named.__tablename__}.{self._name}:{named.uid}"


class Sealed(Openable[T]):
    """A value over its column, written down by `codec`: `row.name = …` seals."""

    def __init__(self, codec: Codec[T], name: str = "") -> None:
        super().__init__(codec, name)
        self._codec = codec

    def _read(self, row: object, sealed: bytes, data_key: bytes | None) -> T:
        """Opened once for all that a page reads of it, as long as it is sealed alike."""
        opened = vars(row).setdefault("_opened", {})
        kept = opened.get(self._name)
        if kept is None or kept[0] != (sealed, data_key):
            kept = opened[self._name] = ((sealed, data_key), super()._read(row, sealed, data_key))
        return cast(T, kept[1])

    def __set__(self, row: object, value: T) -> None:
        plain, context, holder = self._codec.dump(value), self._context(row), cast(Any, row).key_holder
        keyring = vault.keyring
        sealed = keyring.seal_under(holder.opened_key(), plain, context) if holder else keyring.seal(plain, context)
        setattr(row, self.column, sealed)


class SealedOrNone(Sealed[T | None]):
    """As `Sealed`, over a column that may be empty: None is not sealed."""

    def __init__(self, codec: Codec[T], name: str = "") -> None:
        super().__init__(cast(Codec[T | None], codec), name)

    def __set__(self, row: object, value: T | None) -> None:
        if value is None:
            setattr(row, self.column, None)
        else:
            super().__set__(row, value)

    def _opened(self, row: object, sealed: bytes | None) -> T | None:
        return None if sealed is None else super()._opened(row, sealed)


@cache
def sealed_names(kind: type) -> tuple[str, ...]:
    """The attributes of a row whose content is sealed."""
    return tuple(name for name, attribute in vars(kind).items() if isinstance(attribute, Sealed))


def person_index(id_number: str) -> str:
    """Search key of an ID number."""
    return vault.keyring.index("person", figures(id_number))


def phone_index(phone: str) -> str:
    """Search key of a telephone number, however it is spelled."""
    return vault.keyring.index("phone", telephone_key(phone))


def name_index(name: str) -> str:
    """Search key of a whole name, however it is spelled."""
    return vault.keyring.index("name", name_key(name))


def token_index(purpose: str, token: str) -> str:
    """Search key of a random token; a token of one purpose opens nothing of another."""
    return vault.keyring.index(f"token:{purpose}", token)


def content_index(kind: str, content: bytes) -> str:
    """Search key of a whole content, to know it again."""
    return vault.keyring.index(kind, sha256(content).hexdigest())
