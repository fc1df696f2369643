"""Puts a backup back into an empty place, and compares every row and paper with what was backed up."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Engine

from portal.adapters.file_store import FileStore
from portal.backup import rows
from portal.backup.checking import rows_of, verify
from portal.backup.depot import Backup, Depot, Manifest
from portal.backup.faults import BackupFault
from portal.models import Erasure, erasures, schema
from portal.models.engine import WRITES, let_go_of_the_log
from portal.services import kept_files, trail_check
from portal.services.trail_check import TrailAnchor

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it; `lacking` files are named by its rows and were never in the backup."""

    manifest: Manifest
    revision: str
    erased: int
    lacking: int


def restore(
    engine: Engine,
    files: FileStore,
    depot: Depot,
    backup: Backup,
    now: datetime,
    progress: Progress,
    listed: Iterable[Erasure] = (),
) -> Restored:
    """Read the backup back, put it into an empty place, compare, and bring the schema up to this program's.

    What is `listed` as erased since the backup was made is erased again before it is brought up for anybody to use.
    Papers come first and rows in one transaction after them, so a restore that was killed left no row: run it again.
    Raises `BackupFault` where the place is not empty, and `Damaged` where the backup is not sound: nothing is changed
    then.
    """
    with depot.lock():
        manifest = verify(depot, backup, now, progress)
        if not schema.knows(manifest.revision):
            raise BackupFault(f"备份的数据库版本是 {manifest.revision}，本程序不认识：请先安装更新的程序")
        named = {key for key, _size in backup.files()}
        _require_empty(engine, files, named)
        _files(files, depot, named, progress)
        _rows(engine, backup, manifest, progress)
        _compare(engine, files, manifest, named, progress)
        schema.upgrade(engine)
        erased = _erase_again(engine, files, listed)
        return Restored(manifest, schema.known_head(), erased, _lacking(engine, named))


def _erase_again(engine: Engine, files: FileStore, listed: Iterable[Erasure]) -> int:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        erased = erasures.apply(connection, listed)
    for key in erased.files:
        files.delete(key)
    let_go_of_the_log(engine)
    return erased.rows


def _lacking(engine: Engine, named: set[str]) -> int:
    """An older program may have listed fewer than its rows name; the backup is sound by its own list, and yet short."""
    with engine.connect() as connection:
        return len(kept_files.named_in(connection) - named)


def _require_empty(engine: Engine, files: FileStore, named: set[str]) -> None:
    """No table, and no paper but those a killed restore of this very backup left."""
    with rows.snapshot(engine) as connection:
        if rows.tables(connection):
            raise BackupFault("这个数据库里已经有数据。恢复只能放进空的地方，请换一个空的数据目录或空的数据库")
    if any(kept.key not in named for kept in files.kept()):
        raise BackupFault("材料目录里已经有别的文件。恢复只能放进空的地方，请换一个空的数据目录")


def _files(files: FileStore, depot: Depot, named: set[str], progress: Progress) -> None:
    for done, key in enumerate(sorted(named), 1):
        files.take_over(key, depot.files)
        progress("恢复材料", done, len(named))


def _rows(engine: Engine, backup: Backup, manifest: Manifest, progress: Progress) -> None:
    done = 0

    def counted(lines: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
        nonlocal done
        for _table, line in lines:
            if line:
                done += 1
                progress("恢复数据", done, manifest.rows)
                yield line

    with schema.moving(engine) as connection:
        schema.build(connection, manifest.revision)
        rows.lift_timeouts(connection)
        tables = {table.name: table for table in rows.tables(connection)}
        for name, lines in groupby(rows_of(backup), key=itemgetter(0)):
            with schema.unjudged(connection, name):
                rows.load(connection, tables[name], counted(lines))


def _compare(engine: Engine, files: FileStore, manifest: Manifest, named: set[str], progress: Progress) -> None:
    with rows.snapshot(engine) as connection:
        found = rows.tallies(connection, lambda done: progress("比对数据", done, manifest.rows))
    if found != manifest.tables:
        wrong = sorted(name for name in manifest.tables if found.get(name) != manifest.tables[name])
        raise BackupFault(f"恢复出来的数据和备份对不上（{'、'.join(wrong)}），请不要使用，换一个空的地方重新恢复")
    with rows.snapshot(engine) as connection:
        if manifest.anchor and not trail_check.holds(connection, TrailAnchor.read(manifest.anchor)):
            raise BackupFault("恢复出来的操作记录和备份时的锚点对不上，请不要使用，换一份备份")
    for done, key in enumerate(sorted(named), 1):
        if not files.opens(key):
            raise BackupFault("恢复出来的材料有打不开的，请不要使用，换一个空的地方重新恢复")
        progress("比对材料", done, len(named))
