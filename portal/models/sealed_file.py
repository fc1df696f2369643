"""A sealed file of any length, read and written a chunk at a time: never whole in memory, never in plain on the disk.

The format's number (3), then, sealed for the one place the file belongs to, a key of its own and the content's length;
then chunks of 64 KiB, each sealed under that key as the n-th. So a chunk that was changed, moved, left out or brought
from another file does not open, and a file that was cut or lengthened is known before its first byte is read.
"""

import io
import os
from typing import BinaryIO

from portal.models.crypto import HEADER_BYTES, Keyring, SealBroken, version_of
from portal.models.suites import DATA_KEY_BYTES, NONCE_BYTES, TAG_BYTES

FORMAT = bytes((3,))
CHUNK = 64 * 1024
_SEAL_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES
_LENGTH_BYTES = 8
_HEAD = len(FORMAT) + _SEAL_BYTES + DATA_KEY_BYTES + _LENGTH_BYTES


class SealedFile(io.BufferedIOBase):
    """The content of a sealed file, to be read from any place; raises `SealBroken` where it is not what was written."""

    def __init__(self, file: BinaryIO, keyring: Keyring, context: str) -> None:
        self._file, self._keyring, self._context = file, keyring, context
        opened = keyring.open(file.read(_HEAD)[len(FORMAT) :], context)
        self._key, self.length = opened[:DATA_KEY_BYTES], int.from_bytes(opened[DATA_KEY_BYTES:], "big")
        if file.seek(0, io.SEEK_END) != _HEAD + self.length + -(-self.length // CHUNK) * _SEAL_BYTES:
            raise SealBroken(context)
        self._at, self._number, self._chunk = 0, -1, b""

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes from where it stands, fewer only at the end; all that are left without a size."""
        left = self.length - self._at
        wanted = left if size is None or size < 0 else min(size, left)
        parts = []
        while wanted > 0:
            number, begin = divmod(self._at, CHUNK)
            parts.append(self._opened(number)[begin : begin + wanted])
            self._at += len(parts[-1])
            wanted -= len(parts[-1])
        return b"".join(parts)

    def _opened(self, number: int) -> bytes:
        """The chunk last read is kept, for a server reads it in smaller pieces."""
        if number != self._number:
            self._file.seek(_HEAD + number * (CHUNK + _SEAL_BYTES))
            sealed = self._file.read(CHUNK + _SEAL_BYTES)
            self._chunk = self._keyring.open(sealed, f"{self._context}:{number}", self._key)
            self._number = number
        return self._chunk

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """As files do."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.length}[whence])
        return self._at

    def tell(self) -> int:
        """As files do."""
        return self._at

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """Let go of the file on disk."""
        self._file.close()
        super().close()


def opened(file: BinaryIO, keyring: Keyring, context: str) -> io.BufferedIOBase:
    """What a sealed file holds, also one of an early release, sealed as a whole; closed with what this gives."""
    try:
        begin = file.read(len(FORMAT))
        file.seek(0)
        if begin == FORMAT:
            return SealedFile(file, keyring, context)
        with file:
            return io.BytesIO(keyring.open(file.read(), context))
    except BaseException:
        file.close()
        raise


def write(file: BinaryIO, content: io.BufferedIOBase, keyring: Keyring, context: str) -> None:
    """Seal all that `content` holds into an empty file."""
    length, key = content.seek(0, io.SEEK_END), os.urandom(DATA_KEY_BYTES)
    content.seek(0)
    file.write(FORMAT + keyring.seal(key + length.to_bytes(_LENGTH_BYTES, "big"), context))
    for number, begin in enumerate(range(0, length, CHUNK)):
        part = content.read(min(CHUNK, length - begin))
        file.write(keyring.seal_under(key, part, f"{context}:{number}"))


def destroy_key(file: BinaryIO) -> None:
    """Write over all that stands before the first chunk: the file's key, and the nonce of an early release's file.

    The caller brings it to the disk.
    """
    file.seek(0)
    file.write(bytes(_HEAD))
    file.flush()


def version_in(file: BinaryIO) -> int:
    """Which version of the master key a sealed file hangs on."""
    begin = file.read(len(FORMAT) + HEADER_BYTES)
    return version_of(begin.removeprefix(FORMAT))
