"""Reads a backup back in full: every row counted and digested, every paper opened."""

import json
from collections.abc import Iterator
from datetime import datetime

from portal.adapters.file_store import FileStore
from portal.backup.depot import Backup, Depot, Manifest
from portal.backup.faults import Damaged
from portal.backup.progress import Progress
from portal.backup.rows import Tally


def verify(depot: Depot, backup: Backup, now: datetime, progress: Progress) -> Manifest:
    """Compare all there is with what the manifest says, and note that it was done; raises `Damaged`."""
    manifest = backup.manifest()
    found: dict[str, Tally] = {}
    for done, (table, line) in enumerate(rows_of(backup), 1):
        found.setdefault(table, Tally()).add(line) if line else found.setdefault(table, Tally())
        progress("核对数据", done, manifest.rows + len(manifest.tables))
    if {table: tally.total() for table, tally in found.items()} != manifest.tables:
        raise Damaged(f"备份 {backup.stamp} 的数据和清单对不上")
    _verify_files(depot.files, backup, manifest, progress)
    backup.mark_verified(now)
    return manifest


def rows_of(backup: Backup) -> Iterator[tuple[str, bytes]]:
    """Each line with its table; a table begins with an empty line of its own."""
    table = ""
    for line in backup.lines("rows"):
        if line.startswith(b'"'):
            table = json.loads(line)
            yield table, b""
        else:
            yield table, line


def _verify_files(store: FileStore, backup: Backup, manifest: Manifest, progress: Progress) -> None:
    count = size = 0
    for key, sealed_size in backup.files():
        if not store.opens(key):
            raise Damaged(f"备份 {backup.stamp} 的第 {count + 1} 份材料打不开：文件缺失、被改动，或密钥不对")
        count, size = count + 1, size + sealed_size
        progress("核对材料", count, manifest.papers)
    if (count, size) != (manifest.papers, manifest.paper_bytes):
        raise Damaged(f"备份 {backup.stamp} 的材料和清单对不上")
