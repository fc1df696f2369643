"""How a typed value becomes the JSON that is sealed, and is read back as the same type."""

from typing import Generic, Protocol, TypeVar

import msgspec

T = TypeVar("T")
Read = TypeVar("Read", covariant=True)


class Reader(Protocol[Read]):
    """Reads a value of one type."""

    def load(self, plain: bytes) -> Read:
        """The value those bytes were."""


class Codec(Reader[T], Protocol[T]):
    """Writes a value of one type down and reads it back."""

    def dump(self, value: T) -> bytes:
        """The value as bytes."""


class Typed(Generic[T]):
    """JSON of one type; a key it does not know is left alone, one that is missing has the type's default."""

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.json.Decoder(kind)

    def dump(self, value: T) -> bytes:
        """The value as JSON."""
        return msgspec.json.encode(value)

    def load(self, plain: bytes) -> T:
        """The value that JSON was; raises `msgspec.ValidationError` for any other."""
        return self._decoder.decode(plain)
