"""A sealed file of any length: chunks that open only as the n-th of their own file, the last one known as the last."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from portal.backup.faults import Damaged
from portal.models.crypto import Keyring, SealBroken
from portal.models.durable import private

CHUNK = 1024 * 1024
_LONGEST = CHUNK + 1024
_LENGTH_BYTES = 4


class SealedWriter:
    """Writes one file; it is whole, and on disk, when the block was left without an error."""

    def __init__(self, path: Path, keyring: Keyring, backup_id: str) -> None:
        self._keyring, self._context = keyring, f"{backup_id}:{path.name}"
        self._buffer, self._number = bytearray(), 0
        self._file: BinaryIO = open(path, "xb", opener=private)  # noqa: SIM115 - closed by __exit__

    def write(self, part: bytes) -> None:
        """Add some bytes."""
        self._buffer += part
        while len(self._buffer) > CHUNK:
            self._put(bytes(self._buffer[:CHUNK]), "more")
            del self._buffer[:CHUNK]

    def _put(self, plain: bytes, which: str) -> None:
        sealed = self._keyring.seal(plain, f"{self._context}:{self._number}:{which}")
        self._file.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
        self._number += 1

    def __enter__(self) -> "SealedWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        with self._file:
            if kind is None:
                self._put(bytes(self._buffer), "last")
                self._file.flush()
                os.fsync(self._file.fileno())


def read_sealed(path: Path, keyring: Keyring, backup_id: str) -> Iterator[bytes]:
    """The file's bytes, chunk by chunk; raises `Damaged` where it is not what was written."""
    try:
        with path.open("rb") as file:
            yield from _chunks(file, keyring, f"{backup_id}:{path.name}")
    except OSError as fault:
        raise Damaged(f"{path.name} 读不出来（{fault.strerror}）") from fault


def _chunks(file: BinaryIO, keyring: Keyring, context: str) -> Iterator[bytes]:
    number, sealed = 0, _next(file)
    while sealed:
        following = _next(file)
        which = "more" if following else "last"
        try:
            yield keyring.open(sealed, f"{context}:{number}:{which}")
        except SealBroken as fault:
            raise Damaged(
                f"{context.rpartition(':')[2]} 第 {number + 1} 段打不开：内容被改动、缺了一段，或密钥不对"
            ) from fault
        number, sealed = number + 1, following
    if number == 0:
        raise Damaged(f"{context.rpartition(':')[2]} 是空的")


def _next(file: BinaryIO) -> bytes:
    length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
    return file.read(length) if length <= _LONGEST else b"\0"
