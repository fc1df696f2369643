"""A temporary file that holds nothing in plain: what goes in is encrypted under a key that lives as long as the file.

It has no name on the disk and ends with its process. It is written once, from its beginning to its end, as uploads and
answers are; of the cipher, AES in counter mode, which can be read from any place, no more is asked than that the disk
shows nothing.
"""

import io
import os
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_BLOCK = 16


def scratch_file() -> io.BufferedRandom:
    """An empty one, to be written and read."""
    return io.BufferedRandom(_Encrypted())


class _Encrypted(io.RawIOBase):
    """Reads and writes through the cipher, wherever the file on disk stands."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed by close()
        self._key = os.urandom(32)

    def _cipher(self) -> CipherContext:
        block, inside = divmod(self._file.tell(), _BLOCK)
        cipher = Cipher(AES(self._key), CTR(block.to_bytes(_BLOCK, "big"))).encryptor()
        cipher.update(bytes(inside))
        return cipher

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        into, cipher = memoryview(buffer).cast("B"), self._cipher()
        sealed = self._file.read(len(into)) or b""
        into[: len(sealed)] = cipher.update(sealed)
        return len(sealed)

    def write(self, data: "ReadableBuffer", /) -> int:
        cipher = self._cipher()
        return self._file.write(cipher.update(bytes(data))) or 0

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def truncate(self, size: int | None = None, /) -> int:
        return self._file.truncate(size)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()
