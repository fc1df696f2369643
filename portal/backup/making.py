"""Makes a backup while the portal works: rows of one moment, then the papers they name, then all of it read back."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from portal.adapters.file_store import FileMissing, FileStore
from portal.backup import rows
from portal.backup.checking import verify
from portal.backup.depot import FORMAT, Backup, Depot, Manifest
from portal.backup.faults import BackupFault
from portal.models import schema
from portal.services import kept_files, trail_check

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 where nobody knows)."""
_SPARE_BYTES = 100 * 1024 * 1024
"""What must be left on the disk afterwards."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it."""

    backup: Backup
    manifest: Manifest
    new_files: int
    dropped: int


def make(engine: Engine, files: FileStore, depot: Depot, now: datetime, keep: int, progress: Progress) -> Made:
    """Make one backup and read it back; only then are older ones than the newest `keep` dropped.

    Raises `BackupFault` where space is short, where a paper that rows name cannot be had, or where reading back fails.
    """
    with depot.lock():
        with depot.writing(now) as backup:
            tables, revision, keys, anchor = _write_rows(engine, backup, progress)
            new, size = _write_files(files, depot, backup, keys, progress)
            manifest = Manifest(FORMAT, now.isoformat(), revision, engine.dialect.name, tables, len(keys), size, anchor)
            backup.write_manifest(manifest)
        finished = depot.named(backup.stamp)
        verify(depot, finished, now, progress)
        return Made(finished, manifest, new, depot.drop_older_than(keep))


def _write_rows(
    engine: Engine, backup: Backup, progress: Progress
) -> tuple[Mapping[str, rows.Total], str, Sequence[str], str]:
    """All rows of one moment; returns the tables' tallies, the schema's revision, the papers that rows name, and the
    trail's anchor."""
    tables, done = {}, 0
    keys: dict[str, None] = {}  # in their order; pages of a fax name one file together
    with rows.snapshot(engine) as connection, backup.write("rows") as file:
        _require_space(backup.folder, rows.size(connection), "数据库")
        found = rows.tables(connection)
        revision, total = schema.current_of(connection), rows.count(connection, found)
        anchor = trail_check.anchor(connection)
        for table in found:
            tally, naming = rows.Tally(), [each for each in kept_files.columns_of(table.name) if each in table.columns]
            file.write(json.dumps(table.name).encode() + b"\n")
            for row, line in rows.lines_of(connection, table):
                file.write(line)
                tally.add(line)
                keys.update((key, None) for each in naming if (key := getattr(row, each)) is not None)
                done += 1
                progress("备份数据", done, total)
            tables[table.name] = tally.total()
    return tables, revision or "", list(keys), str(anchor or "")


def _write_files(
    files: FileStore, depot: Depot, backup: Backup, keys: Sequence[str], progress: Progress
) -> tuple[int, int]:
    """The papers that are not in the depot yet, and the list of all; returns how many were new, and the size of all."""
    sizes = {key: files.sealed_size(key) for key in keys}
    if missing := sum(size is None for size in sizes.values()):
        raise BackupFault(f"有 {missing} 份材料的文件不见了，备份没有做成；请先运行 portal doctor 看是哪些")
    new = [key for key in keys if not depot.files.opens(key)]
    _require_space(backup.folder, sum(sizes[key] or 0 for key in new), "新材料")
    for done, key in enumerate(new, 1):
        try:
            depot.files.take_over(key, files)
        except FileMissing as fault:
            raise BackupFault("备份途中有一份材料的文件不见了，备份没有做成") from fault
        progress("备份材料", done, len(new))
    with backup.write("papers.list") as file:
        for key in keys:
            file.write(json.dumps([key, sizes[key]]).encode() + b"\n")
    return len(new), sum(size or 0 for size in sizes.values())


def _require_space(folder: Path, wanted: int, what: str) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted * 3 // 2 + _SPARE_BYTES:
        raise BackupFault(
            f"{folder.parent} 所在的磁盘只剩 {free // 1_000_000} MB，"
            f"{what}有 {wanted // 1_000_000} MB，放不下；请先腾出空间"
        )
