"""Personal data at rest: AES-256-GCM bound to the place it stands in, and keyed indexes to find it by.

One master key, in a file outside the database (mode 0600, made at first start), gives every working key by HKDF. A
value sealed for one row and column does not open in another. An index is an HMAC, so that a stolen database cannot
be searched by trying every ID number of a county (docs/security.md, D1).
"""

import hmac
import os
import secrets
from pathlib import Path
from zlib import crc32

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.models.durable import make_folder, settle

_FORMAT = b"\x01"
_NONCE_BYTES = 12


class KeyFileError(Exception):
    """The key file is missing where data needs it, damaged, or readable by others; the message says what to do."""


class SealBroken(Exception):
    """A sealed value does not belong here or was changed: 数据异常. `place` is where it stands."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place

    @property
    def reference(self) -> str:
        """The number to quote: of one place always the same, and the log has it beside the place."""
        digits = f"{crc32(self.place.encode()) % 10**8:08}"
        return f"{digits[:4]}-{digits[4:]}"


class Keyring:
    """Seals, opens and indexes with keys derived from one master key of 32 bytes."""

    def __init__(self, master: bytes) -> None:
        if len(master) != 32:
            raise KeyFileError("the master key must have 32 bytes")
        self._master = master
        self._aead = AESGCM(self.derive("seal"))
        self._index_key = self.derive("index")

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose only."""
        return HKDF(SHA256(), 32, salt=None, info=f"portal:{purpose}".encode()).derive(self._master)

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt `plain` for the one place `context` names."""
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + self._aead.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what was sealed for `context`; raises `SealBroken` for anything else."""
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _FORMAT:
            raise SealBroken(context)
        try:
            return self._aead.decrypt(nonce, body, context.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(context) from error

    def index(self, kind: str, value: str) -> str:
        """A 128-bit search key for an exact value; `kind` keeps a telephone from matching an ID number."""
        return hmac.digest(self._index_key, f"{kind}:{value}".encode(), "sha256")[:16].hex()


def load_keyring(path: Path, may_create: bool) -> Keyring:
    """The keyring of `path`; made there with mode 0600 at first start, when nothing is sealed yet.

    Raises `KeyFileError` when it is missing but needed, is not 64 hexadecimal digits, or others may read it.
    """
    if not path.exists():
        if not may_create:
            raise KeyFileError(f"key file {path} is missing, but the database holds data sealed with it")
        make_folder(path.parent)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same first start was faster
            return load_keyring(path, may_create=False)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        settle(path.parent)  # or a power cut takes the key and leaves what it sealed
    if path.stat().st_mode & 0o077:
        raise KeyFileError(f"key file {path} can be read by others; run: chmod 600 {path}")
    try:
        return Keyring(bytes.fromhex(path.read_text().strip()))
    except ValueError as error:
        raise KeyFileError(f"key file {path} does not hold 64 hexadecimal digits") from error
