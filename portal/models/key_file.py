"""The file of master keys: mode 0600, outside the database, made at first start.

One line is one version, `2 <64 hexadecimal digits>`; digits alone, as the first releases wrote them, are version 1.
The newest version seals, the others open what they sealed. `search sm4 <digits>` is the key of the search keys and its
suite; without that line it is derived from version 1. `certificate <digits>` signs certificates; without that line that
key is derived from the search key. `former <digits>` is the public half of one that signed before it, and still counts.
A line that begins with # is a remark.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal.catalogue.bounded import TooLarge, bytes_of
from portal.models.durable import make_folder, settle
from portal.models.signing import Signer
from portal.models.suites import AES, SUITES, Suite

KEY_BYTES = 32
_LAST_VERSION = 255
LARGEST_FILE = 64 * 1024
"""Bytes; every version there can be takes a third of it."""
_NAMED = ("search", "certificate", "former")
"""What a line may begin with in place of a version."""


class KeyFileError(Exception):
    """The key file is missing where data needs it, damaged, or readable by others; the message says what to do."""


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """What a key file holds."""

    versions: Mapping[int, bytes]
    search: bytes
    search_suite: Suite = AES
    certificate: bytes = b""
    former: tuple[bytes, ...] = ()

    @classmethod
    def first(cls, secret: bytes) -> "MasterKeys":
        """Version 1 alone, from which the search key is derived too."""
        if len(secret) != KEY_BYTES:
            raise KeyFileError("the master key must have 32 bytes")
        return cls({1: secret}, AES.derive(secret, "index", KEY_BYTES))

    @property
    def newest(self) -> int:
        """The version that seals."""
        return max(self.versions)

    def with_another(self) -> "MasterKeys":
        """The same and a new version; the search keys stay what they are."""
        if self.newest == _LAST_VERSION:
            raise KeyFileError(f"there is no version after {_LAST_VERSION}")
        return replace(self, versions={**self.versions, self.newest + 1: secrets.token_bytes(KEY_BYTES)})

    def without(self, version: int) -> "MasterKeys":
        """The same without one version."""
        return replace(self, versions={each: key for each, key in self.versions.items() if each != version})

    @property
    def signer(self) -> Signer:
        """The key that signs certificates."""
        return Signer(self.certificate or AES.derive(self.search, "certificate", KEY_BYTES))

    def with_another_signer(self) -> "MasterKeys":
        """The same and a new key for certificates; of the one before only what checks its certificates is left."""
        return replace(self.trusting_no_former(), former=(*self.former, self.signer.public))

    def trusting_no_former(self) -> "MasterKeys":
        """The same and a new key for certificates; none that was signed before counts any more."""
        return replace(self, certificate=secrets.token_bytes(KEY_BYTES), former=())

    def text(self) -> str:
        """As it stands in the file."""
        words = {suite.number: word for word, suite in SUITES.items()}
        lines = [f"{version} {key.hex()}" for version, key in sorted(self.versions.items())]
        lines.append(f"search {words[self.search_suite.number]} {self.search.hex()}")
        lines += [f"certificate {self.certificate.hex()}"] if self.certificate else []
        return "\n".join([*lines, *(f"former {public.hex()}" for public in self.former), ""])


def read(path: Path) -> MasterKeys:
    """What stands in the file; raises `KeyFileError` when it is damaged, or others may read it."""
    if path.stat().st_mode & 0o077:
        raise KeyFileError(f"key file {path} can be read by others; run: chmod 600 {path}")
    try:
        return _parsed(bytes_of(path, LARGEST_FILE).decode().splitlines())
    except TooLarge as error:
        raise KeyFileError(
            f"key file {path} is too large to be one: it has at most {LARGEST_FILE // 1024} KB"
        ) from error
    except ValueError as error:
        raise KeyFileError(f"key file {path} does not hold 64 hexadecimal digits a version") from error


def _parsed(lines: list[str]) -> MasterKeys:
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    versions = dict(_versions(words))
    if not versions:
        raise ValueError("no version")
    certificate, former = b"".join(_named("certificate", words)[-1:]), tuple(_named("former", words))
    search = [line for line in words if line[0] == "search"]
    if search:
        _word, suite, digits = search[-1]
        if suite not in SUITES:
            raise ValueError(suite)
        return MasterKeys(versions, _key(digits), SUITES[suite], certificate, former)
    return replace(MasterKeys.first(versions.get(1, b"")), versions=versions, certificate=certificate, former=former)


def _named(name: str, words: list[list[str]]) -> list[bytes]:
    return [_key(digits) for word, digits in (line for line in words if line[0] == name)]


def _versions(words: list[list[str]]) -> Iterator[tuple[int, bytes]]:
    for line in words:
        if line[0] not in _NAMED:
            version, digits = line if len(line) == 2 else ("1", *line)
            if not 1 <= int(version) <= _LAST_VERSION:
                raise ValueError(version)
            yield int(version), _key(digits)


def _key(digits: str) -> bytes:
    key = bytes.fromhex(digits)
    if len(key) != KEY_BYTES:
        raise ValueError("not 64 hexadecimal digits")
    return key


def make(path: Path, suite: Suite) -> None:
    """A new file with one version; another process of the same first start may have been faster."""
    make_folder(path.parent)
    keys = MasterKeys.first(secrets.token_bytes(KEY_BYTES))
    if suite is not AES:
        keys = replace(keys, search=suite.derive(keys.versions[1], "index", KEY_BYTES), search_suite=suite)
    try:
        _put(path, keys.versions[1].hex() + "\n" if suite is AES else keys.text())
    except FileExistsError:
        return
    settle(path.parent)  # or a power cut takes the key and leaves what it sealed


def write(path: Path, keys: MasterKeys) -> None:
    """Put these in place of what the file holds; whoever reads meanwhile finds the one or the other."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    _put(new, keys.text())
    new.rename(path)
    settle(path.parent)


def _put(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
