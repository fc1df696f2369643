"""What backup, verify and restore begin with: the folder, the key, the database and the papers, without the web."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from portal.adapters.erasure_list import ErasureList
from portal.adapters.file_store import FileStore
from portal.backup.depot import Depot
from portal.backup.faults import BackupFault
from portal.cli.progress import Bar
from portal.cli.runtime import CommandFault, operator, reported, settings
from portal.config import Settings
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models.crypto import Keyring, load_keyring
from portal.models.durable import make_folder
from portal.models.engine import build_engine
from portal.models.key_file import KeyFileError
from portal.models.sealed import vault
from portal.services import portal_events


@dataclass(frozen=True, slots=True)
class DepotTools:
    """All that the work needs."""

    engine: Engine
    files: FileStore
    depot: Depot
    erased: ErasureList
    bar: Bar

    def written_down(self, kind: PortalEventKind, stamp: str) -> str:
        """Write down that this was done with a backup; what it says where it cannot: a full disk undoes no backup."""
        try:
            portal_events.record_by_itself(self.engine, operator(), kind, PortalEventDetail(after=stamp))
        except OperationalError:
            return "（数据库写不进，没能记入操作记录）"
        return ""


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Where the backups lie."""
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="备份目录（默认 PORTAL_BACKUP_DIR）")


def add_which(parser: argparse.ArgumentParser) -> None:
    """Which of them."""
    parser.add_argument("--backup", metavar="时间", help="哪一份，例如 20261127T091500Z（默认最新的）")


def at_desk(folder: Path | None, work: Callable[[DepotTools], str]) -> int:
    """Do the work and print its closing sentence; a fault becomes one sentence on standard error."""

    def worked() -> int:
        with _desk(folder) as desk:
            try:
                sentence = work(desk)
            except (BackupFault, OSError) as fault:
                raise CommandFault(str(fault)) from fault
            finally:
                desk.bar.close()
            print(f"{sentence}，用时 {desk.bar.seconds:.1f} 秒")
        return 0

    return reported(worked)


@contextmanager
def _desk(folder: Path | None) -> Iterator[DepotTools]:
    chosen = settings()
    root = (folder or chosen.backup_dir or _no_folder()).resolve()
    _require_apart(root, chosen)
    keyring = _keyring(chosen)
    vault.use(keyring)  # a move of the schema may seal rows anew
    make_folder(chosen.data_dir)
    engine = build_engine(chosen.database)
    try:
        files, erased = FileStore(chosen.data_dir / "papers", keyring), ErasureList(chosen.data_dir)
        yield DepotTools(engine, files, Depot(root, keyring), erased, Bar())
    finally:
        engine.dispose()


def _no_folder() -> Path:
    raise CommandFault("请写明备份目录，或者设置 PORTAL_BACKUP_DIR")


def _keyring(chosen: Settings) -> Keyring:
    path = chosen.key_path
    if not path.exists():
        raise CommandFault(f"密钥文件 {path} 不在。备份离开密钥就打不开：请先把它放回来，或用 PORTAL_KEY_FILE 指明")
    try:
        return load_keyring(path, may_create=False, suite=chosen.suite)
    except KeyFileError as fault:
        raise CommandFault(str(fault)) from fault


def _require_apart(root: Path, chosen: Settings) -> None:
    """A backup inside what it backs up dies with it, and one beside its key protects nothing."""
    if root.is_relative_to(chosen.data_dir) or chosen.data_dir.is_relative_to(root):
        raise CommandFault(f"备份目录 {root} 和数据目录 {chosen.data_dir} 不能一个在另一个里面，请另选一处")
    if chosen.key_path.is_relative_to(root):
        raise CommandFault(f"密钥文件 {chosen.key_path} 在备份目录里。谁拿到备份就拿到了密钥：请把密钥移到别处")
