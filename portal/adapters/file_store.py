"""Keeps papers on disk, sealed, under random names; a paper that was acknowledged survives a power cut."""

import io
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from portal.models import sealed_file
from portal.models.crypto import Keyring, SealBroken
from portal.models.durable import make_folder, private, settle
from portal.models.folder_lock import held

KEY = re.compile(r"[0-9a-f]{32}")
UNFINISHED, GONE = ".part", ".gone"


class FileMissing(LookupError):
    """No paper is kept under this key."""


@dataclass(frozen=True)
class KeptFile:
    """A file found in the store: the key of a paper, and since when it is there."""

    key: str
    written_at: datetime


class FileStore:
    """A folder of sealed papers, `ab/cd/<key>`, readable by the portal's own user only."""

    def __init__(self, root: Path, keyring: Keyring) -> None:
        self._root = root
        self._keyring = keyring

    def put(self, content: bytes) -> str:
        """Keep a paper and return its key; when this returns, the paper is on disk."""
        return self._keep(io.BytesIO(content))

    def put_from(self, paper: io.BufferedIOBase) -> str:
        """The same of an open file, however big it is."""
        return self._keep(paper)

    def put_under(self, key: str, content: bytes) -> None:
        """The same under a key of the caller's own, in the place of what was there."""
        with self._written(key, io.BytesIO(content)) as unfinished:
            unfinished.rename(self._path(key))

    def copy(self, key: str) -> str:
        """Keep the paper once more, and return the key of the copy."""
        with self.open(key) as paper:
            return self._keep(paper)

    def _keep(self, paper: io.BufferedIOBase) -> str:
        key = secrets.token_hex(16)
        with self._written(key, paper) as unfinished:
            unfinished.rename(self._path(key))
        return key

    @contextmanager
    def _written(self, key: str, paper: io.BufferedIOBase) -> Iterator[Path]:
        """The paper on disk beside its place, for the block to move it there; else it is gone again."""
        path = self._path(key)
        make_folder(path.parent)
        unfinished = path.with_suffix(UNFINISHED)
        try:
            with open(unfinished, "wb", opener=private) as file:
                sealed_file.write(file, paper, self._keyring, _context(key))
                file.flush()
                os.fsync(file.fileno())
            yield unfinished
        finally:
            unfinished.unlink(missing_ok=True)
        settle(path.parent)

    def open(self, key: str) -> io.BufferedIOBase:
        """The paper, read from its sealed file as it is asked for; one that was moved or altered does not open."""
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as fault:
            raise FileMissing(key) from fault
        return sealed_file.opened(file, self._keyring, _context(key))

    def get(self, key: str) -> bytes:
        """The paper's bytes, for who needs them all at once."""
        with self.open(key) as paper:
            return paper.read()

    def proven(self, key: str) -> io.BufferedIOBase:
        """The paper, once every byte of it was found to be what was sealed, so that no half of one is ever sent."""
        paper = self.open(key)
        try:
            while paper.read(sealed_file.CHUNK):
                pass
        except BaseException:
            paper.close()
            raise
        paper.seek(0)
        return paper

    def sealed_size(self, key: str) -> int | None:
        """How many bytes the paper takes on disk; None when it is not there."""
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            return None

    def written_at(self, key: str) -> datetime | None:
        """Since when the paper is there; None when it is not."""
        try:
            return _written_at(self._path(key))
        except FileNotFoundError:
            return None

    def take_over(self, key: str, other: "FileStore") -> None:
        """Keep a paper of another store under its own key, sealed as it is; when this returns, it is on disk."""
        path = self._path(key)
        make_folder(path.parent)
        unfinished = path.with_suffix(UNFINISHED)
        try:
            with other._path(key).open("rb") as source, open(unfinished, "wb", opener=private) as file:
                shutil.copyfileobj(source, file)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
        except FileNotFoundError as fault:
            raise FileMissing(key) from fault
        settle(path.parent)

    def seal_anew(self) -> Iterator[int]:
        """Seal with the newest key what an older one sealed; gives how many papers were so far.

        One at a time does this. A damaged paper stays as it is, and what is deleted meanwhile is not brought back.
        """
        done = 0
        for key in self._old_ones():
            with suppress(SealBroken, FileMissing):
                path = self._path(key)
                with self.open(key) as paper, self._written(key, paper) as unfinished, held(path.parent):
                    if path.exists():
                        unfinished.rename(path)
                done += 1
                yield done

    def old_ones(self) -> int:
        """How many papers only an older key opens; what none opens is damaged, and lost with none."""
        return sum(1 for key in self._old_ones() if self.opens(key))

    def opens(self, key: str) -> bool:
        """Whether a paper is there and is what was sealed under that key: its seal proves every byte."""
        try:
            self.proven(key).close()
        except (FileMissing, SealBroken, OSError):
            return False
        return True

    def _old_ones(self) -> Iterator[str]:
        for kept in self.kept():
            with suppress(FileNotFoundError), self._path(kept.key).open("rb") as file:
                if sealed_file.version_in(file) not in (0, self._keyring.newest):
                    yield kept.key

    def delete(self, key: str) -> None:
        """Remove a paper; one already gone is no fault, so a sweep may be repeated.

        Its key is written over, so that what a disk still holds of a removed file opens to nobody.
        """
        path = self._path(key)
        if path.parent.is_dir():
            with held(path.parent):
                gone = path.with_suffix(GONE)
                with suppress(FileNotFoundError), path.rename(gone).open("r+b") as file:
                    sealed_file.destroy_key(file)
                    os.fsync(file.fileno())
                gone.unlink(missing_ok=True)

    def kept(self) -> Iterator[KeptFile]:
        """Every paper kept, for the sweep that removes those no filing names."""
        for path in self._root.glob("??/??/*"):
            if KEY.fullmatch(path.name):
                yield KeptFile(path.name, _written_at(path))

    def count_unfinished(self, before: datetime) -> int:
        """How much a crash left half written or half removed before that time."""
        return len(self._unfinished(before))

    def sweep_unfinished(self, before: datetime) -> int:
        """Remove what a crash left half written or half removed before that time, and say how many there were."""
        stale = self._unfinished(before)
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _unfinished(self, before: datetime) -> list[Path]:
        found = (path for path in self._root.glob("??/??/*") if path.suffix in (UNFINISHED, GONE))
        return [path for path in found if path.stat().st_mtime < before.timestamp()]

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise FileMissing(key)
        return self._root / key[:2] / key[2:4] / key


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _context(key: str) -> str:
    return f"paper:{key}"
