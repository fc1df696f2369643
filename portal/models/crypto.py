"""Personal data at rest: sealed with authentication bound to the place it stands in, and keyed indexes to find it by.

A master key, in a file outside the database, seals the data keys, and each data key what belongs to one account or one
filing (`data_keys`). A value sealed for one row and column does not open in another. An index is a keyed digest,
so that a stolen database cannot be searched by trying every ID number of a county (docs/security.md, D1).

A sealed value begins with its format (2), its suite, and the version of the master key (0 where a data key sealed it),
then the nonce. Format 1, of the first releases, is AES-256-GCM under version 1 without any of that.
"""

import os
from pathlib import Path
from zlib import crc32

from cryptography.exceptions import InvalidTag

from portal.models import key_file
from portal.models.key_file import KEY_BYTES, KeyFileError, MasterKeys
from portal.models.signing import Signer
from portal.models.suites import AES, BY_NUMBER, DATA_KEY_BYTES, NONCE_BYTES, Opener, Suite

_FIRST_FORMAT, _FORMAT = 1, 2
_FIRST_MARK, _MARK = bytes((_FIRST_FORMAT,)), bytes((_FORMAT,))
_OF_A_DATA_KEY = 0
HEADER_BYTES = 3


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


class SealErased(SealBroken):
    """Nothing is wrong: its data key was erased: 已删除."""


class Keyring:
    """Seals, opens and indexes; follows its file, so that a new version takes effect in a process that runs."""

    def __init__(self, masters: MasterKeys | bytes, suite: Suite = AES, path: Path | None = None) -> None:
        self._masters = MasterKeys.first(masters) if isinstance(masters, bytes) else masters
        self._search, self._search_suite = self._masters.search, self._masters.search_suite
        self._derived: dict[tuple[int, int], bytes] = {}
        self._openers: dict[bytes, Opener] = {}
        self._path, self._read_at = path, _changed_at(path)
        self.suite = suite

    @property
    def newest(self) -> int:
        """The version of the master key that seals."""
        self._follow()
        return self._masters.newest

    @property
    def versions(self) -> list[int]:
        """Those the key file holds, the newest first."""
        self._follow()
        return self._newest_first()

    def derive_all(self, purpose: str) -> list[bytes]:
        """A key of 32 bytes for one purpose only, of each version, the newest first."""
        return [AES.derive(self._masters.versions[each], purpose, KEY_BYTES) for each in self._newest_first()]

    def _newest_first(self) -> list[int]:
        return sorted(self._masters.versions, reverse=True)

    def apart(self, purpose: str) -> "Keyring":
        """A keyring of its own with as many versions, that opens nothing of this one."""
        versions = dict(zip(self._newest_first(), self.derive_all(purpose), strict=True))
        return Keyring(MasterKeys(versions, self._search), self.suite)

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt `plain` for the one place `context` names, under the master key."""
        version = self.newest
        return self._seal(self._key(self.suite, version, context), version, plain, context)

    def seal_under(self, data_key: bytes, plain: bytes, context: str) -> bytes:
        """The same under a data key."""
        return self._seal(data_key, _OF_A_DATA_KEY, plain, context)

    def _seal(self, key: bytes, version: int, plain: bytes, context: str) -> bytes:
        header, nonce = bytes((_FORMAT, self.suite.number, version)), os.urandom(NONCE_BYTES)
        return header + nonce + self.suite.seal(key, nonce, plain, header + context.encode())

    def open(self, sealed: bytes, context: str, data_key: bytes | None = None) -> bytes:
        """Decrypt what was sealed for `context`; raises `SealBroken` for anything else."""
        size = HEADER_BYTES if sealed[:1] == _MARK else 1
        header, nonce_end = sealed[:size], size + NONCE_BYTES
        suite, version = _named(header, context)
        bound = header if size == HEADER_BYTES else b""
        try:
            if version != _OF_A_DATA_KEY:
                opened = self._opener(suite, version, context)
            elif data_key is not None:
                opened = suite.opener(data_key)
            else:
                raise InvalidTag
            return opened(sealed[size:nonce_end], sealed[nonce_end:], bound + context.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(context) from error

    def new_data_key(self, context: str) -> bytes:
        """A data key made at random, sealed for the row that keeps it."""
        return self.seal(os.urandom(DATA_KEY_BYTES), context)

    @property
    def history_key(self) -> bytes:
        """The data key of what belongs to no account and is never changed; no new version of the master key ends it."""
        return AES.derive(self._search, "history", DATA_KEY_BYTES)

    @property
    def trail_key(self) -> bytes:
        """The key of the chain of events and looks, which stays as long: links are never made anew."""
        return AES.derive(self._search, "trail", KEY_BYTES)

    @property
    def signer(self) -> Signer:
        """The key that signs certificates."""
        self._follow()
        return self._masters.signer

    @property
    def former_signers(self) -> tuple[bytes, ...]:
        """The public halves of those before it whose certificates still count."""
        self._follow()
        return self._masters.former

    def index(self, kind: str, value: str) -> str:
        """A 128-bit search key for an exact value; `kind` keeps a telephone from matching an ID number."""
        return self._search_suite.digest(self._search, f"{kind}:{value}".encode())[:16].hex()

    def _key(self, suite: Suite, version: int, context: str) -> bytes:
        if version not in self._masters.versions:
            self._follow()
        if version not in self._masters.versions:
            raise SealBroken(context)
        known = (suite.number, version)
        if known not in self._derived:
            self._derived[known] = suite.derive(self._masters.versions[version], "seal", DATA_KEY_BYTES)
        return self._derived[known]

    def _opener(self, suite: Suite, version: int, context: str) -> Opener:
        """Kept as long as the key is: a list opens fifty data keys with it."""
        key = self._key(suite, version, context)
        if key not in self._openers:
            self._openers[key] = suite.opener(key)
        return self._openers[key]

    def _follow(self) -> None:
        """Read the file again where it was changed since."""
        if self._path is not None and (changed := _changed_at(self._path)) != self._read_at:
            self._masters, self._read_at = key_file.read(self._path), changed


def _changed_at(path: Path | None) -> tuple[int, int]:
    found = path.stat() if path is not None and path.exists() else None
    return (found.st_ino, found.st_mtime_ns) if found else (0, 0)


def _named(header: bytes, context: str) -> tuple[Suite, int]:
    """The suite and the version of the master key that a sealed value names."""
    if header == _FIRST_MARK:
        return AES, 1
    suite = BY_NUMBER.get(header[1]) if len(header) == HEADER_BYTES else None
    if suite is None:
        raise SealBroken(context)
    return suite, header[2]


def version_of(sealed: bytes) -> int:
    """Which version of the master key sealed it; 0 where a data key did, or where too little is left to tell."""
    if sealed[:1] == bytes((_FIRST_FORMAT,)):
        return 1
    return sealed[2] if len(sealed) >= HEADER_BYTES else _OF_A_DATA_KEY


def load_keyring(path: Path, may_create: bool, suite: Suite = AES) -> Keyring:
    """The keyring of `path`; made there with mode 0600 at first start, when nothing is sealed yet.

    Raises `KeyFileError` when it is missing but needed, is damaged, or others may read it.
    """
    if not path.exists():
        if not may_create:
            raise KeyFileError(f"key file {path} is missing, but the database holds data sealed with it")
        key_file.make(path, suite)
    return Keyring(key_file.read(path), suite, path)
