"""The folder that holds backups: one subfolder each, and the papers they share.

DIR/20261127T091500Z/rows         every row, sealed
DIR/20261127T091500Z/papers.list  which papers the rows name, sealed
DIR/20261127T091500Z/manifest     what there must be, sealed; written last
DIR/20261127T091500Z/verified     when all of it was read back, sealed
DIR/papers/ab/cd/<key>            papers as they lie in the portal: sealed, immutable, so each is copied once
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from portal.adapters.file_store import FileStore
from portal.backup.faults import BackupFault, Damaged
from portal.backup.rows import Total
from portal.backup.streams import SealedWriter, read_sealed
from portal.models.crypto import Keyring
from portal.models.durable import make_folder, private, settle

STAMP = "%Y%m%dT%H%M%SZ"
_NAMED = re.compile(r"\d{8}T\d{6}Z")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; whatever is read back is compared with it."""

    format: int
    made_at: str
    revision: str
    engine: str
    tables: Mapping[str, Total]
    papers: int
    paper_bytes: int
    anchor: str = ""  # of the trail, at that moment; a backup of an older portal has none

    @property
    def rows(self) -> int:
        """How many rows in all."""
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a depot, opened with the portal's key."""

    folder: Path
    keyring: Keyring

    @property
    def stamp(self) -> str:
        """Its name, to which every file in it is bound: the instant it was begun, in UTC."""
        return self.folder.name.removesuffix(".part")

    @property
    def made_at(self) -> datetime:
        """When it was begun."""
        return datetime.strptime(self.stamp, STAMP).replace(tzinfo=UTC)

    def manifest(self) -> Manifest:
        """What it must hold; raises `Damaged` when that cannot be read, or belongs to another backup."""
        data = json.loads(b"".join(read_sealed(self.folder / "manifest", self.keyring, self.stamp)))
        if data["format"] != FORMAT:
            raise BackupFault(f"备份 {self.stamp} 的格式是 {data['format']}，本程序只认 {FORMAT}：请用更新的程序")
        return Manifest(**data | {"tables": {name: Total(**total) for name, total in data["tables"].items()}})

    def write_manifest(self, manifest: Manifest) -> None:
        """Say what it holds, once everything else is written."""
        with self.write("manifest") as file:
            file.write(json.dumps(asdict(manifest), ensure_ascii=False).encode())

    def verified_at(self) -> datetime | None:
        """When all of it was last read back; None when that has not happened or the note is not its own."""
        try:
            return datetime.fromisoformat(b"".join(self.read("verified")).decode())
        except Damaged:
            return None

    def mark_verified(self, now: datetime) -> None:
        """Note that all of it was read back."""
        (self.folder / "verified").unlink(missing_ok=True)
        with self.write("verified") as file:
            file.write(now.isoformat().encode())
        settle(self.folder)

    def write(self, name: str) -> SealedWriter:
        """A new file of its own."""
        return SealedWriter(self.folder / name, self.keyring, self.stamp)

    def read(self, name: str) -> Iterator[bytes]:
        """One of its files."""
        return read_sealed(self.folder / name, self.keyring, self.stamp)

    def lines(self, name: str) -> Iterator[bytes]:
        """One of its files, line by line."""
        rest = b""
        for part in self.read(name):
            *whole, rest = (rest + part).split(b"\n")
            yield from (line + b"\n" for line in whole)
        if rest:
            raise Damaged(f"{name} 的最后一行不完整")

    def files(self) -> Iterator[tuple[str, int]]:
        """The key and sealed size of each paper its rows name."""
        for line in self.lines("papers.list"):
            key, size = json.loads(line)
            yield key, size


class Depot:
    """All backups in one folder."""

    def __init__(self, root: Path, keyring: Keyring) -> None:
        self.root = root
        self.keyring = keyring.apart("backup")
        self.files = FileStore(root / "papers", keyring)

    def backups(self) -> list[Backup]:
        """Those that were finished, oldest first; whether they are sound is for `verify` to say."""
        if not self.root.is_dir():
            return []
        return [Backup(each, self.keyring) for each in sorted(self.root.iterdir()) if _NAMED.fullmatch(each.name)]

    def named(self, stamp: str | None) -> Backup:
        """That backup, or the newest."""
        found = [each for each in self.backups() if stamp in (None, each.stamp)]
        if not found:
            raise BackupFault(f"{self.root} 里没有{f'备份 {stamp}' if stamp else '备份'}")
        return found[-1]

    def newest_verified(self) -> "Backup | None":
        """The newest backup that was read back in full."""
        return next((each for each in reversed(self.backups()) if each.verified_at() is not None), None)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One at a time; another one is refused, not kept waiting."""
        make_folder(self.root)
        with open(self.root / "lock", "w", opener=private) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise BackupFault(f"{self.root} 里正有另一个备份在做，请等它做完") from fault
            yield

    @contextmanager
    def writing(self, now: datetime) -> Iterator[Backup]:
        """A folder to write a backup into; it gets its name when the block was left without an error."""
        stamp = now.astimezone(UTC).strftime(STAMP)
        final, unfinished = self.root / stamp, self.root / f"{stamp}.part"
        if final.exists():
            raise BackupFault(f"备份 {stamp} 已经有了，请过一秒再做")
        for stale in self.root.glob("*.part"):
            shutil.rmtree(stale)
        unfinished.mkdir(mode=0o700)
        try:
            yield Backup(unfinished, self.keyring)
            settle(unfinished)
            os.rename(unfinished, final)
            settle(self.root)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise

    def drop_older_than(self, keep: int) -> int:
        """Remove the backups older than the newest `keep` that were read back in full; returns how many."""
        verified = [each for each in self.backups() if each.verified_at() is not None]
        older = [each for each in self.backups() if len(verified) > keep and each.stamp < verified[-keep].stamp]
        for backup in older:
            gone = backup.folder.rename(backup.folder.with_suffix(".part"))  # half of one never looks like a whole
            settle(self.root)
            shutil.rmtree(gone)
        if older:
            self._drop_unnamed_files()
        return len(older)

    def _drop_unnamed_files(self) -> None:
        try:
            named = {key for backup in self.backups() for key, _size in backup.files()}
        except Damaged:
            return  # nobody can say what a damaged one names: all papers stay
        for key in [kept.key for kept in self.files.kept() if kept.key not in named]:
            self.files.delete(key)
