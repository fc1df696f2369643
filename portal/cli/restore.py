"""`portal restore`: puts a backup into an empty place, and compares every row and paper with it."""

import argparse

from portal.adapters.clock import system_clock
from portal.adapters.erasure_list import ErasureList
from portal.backup.restoring import restore
from portal.cli.depot import DepotTools, add_folder, add_which, at_desk
from portal.domain.portal_events import PortalEventKind


def configure(parser: argparse.ArgumentParser) -> None:
    """Which one; where to is said by PORTAL_DATA_DIR and PORTAL_DATABASE_URL."""
    add_folder(parser)
    add_which(parser)
    parser.epilog = "恢复到 PORTAL_DATA_DIR（和 PORTAL_DATABASE_URL）指的地方，那里必须是空的；密钥文件要先放好。"


def run(arguments: argparse.Namespace) -> int:
    """Restore it."""
    return at_desk(arguments.folder, lambda desk: restored(desk, arguments.backup))


def restored(desk: DepotTools, stamp: str | None) -> str:
    """The work itself."""
    backup = desk.depot.named(stamp)
    desk.erased.add(ErasureList(desk.depot.root).read())
    listed = desk.erased.read()
    done = restore(desk.engine, desk.files, desk.depot, backup, system_clock(), desk.bar, listed)
    short = f"。有 {done.lacking} 份材料数据里写着、备份里没有，请从原来的材料目录找回来" if done.lacking else ""
    return (
        f"备份 {backup.stamp} 恢复好并逐行逐份比对过：{done.manifest.rows} 行数据，{done.manifest.papers} 份材料；"
        f"数据库版本 {done.revision}；按删除清单再次删除 {done.erased} 条{short}"
        f"{desk.written_down(PortalEventKind.RESTORED, backup.stamp)}"
    )
