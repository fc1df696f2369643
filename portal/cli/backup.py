"""`portal backup`: all rows and papers, sealed, while the portal works; read back before an older one is dropped."""

import argparse

from portal.adapters.clock import system_clock
from portal.adapters.erasure_list import ErasureList
from portal.backup.making import make
from portal.cli.depot import DepotTools, add_folder, at_desk
from portal.cli.runtime import whole_number
from portal.domain.portal_events import PortalEventKind

KEPT, MOST_KEPT = 7, 9999


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to, and how many to keep."""
    add_folder(parser)
    parser.add_argument(
        "--keep", type=whole_number(MOST_KEPT), default=KEPT, metavar="N", help=f"留下最新的几份（默认 {KEPT}）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make one."""
    return at_desk(arguments.folder, lambda desk: backup(desk, arguments.keep))


def backup(desk: DepotTools, keep: int) -> str:
    """The work itself."""
    made = make(desk.engine, desk.files, desk.depot, system_clock(), keep, desk.bar)
    ErasureList(desk.depot.root).add(desk.erased.read())
    size = made.manifest.paper_bytes // 1_000_000
    return (
        f"备份 {made.backup.stamp} 做好并核对过：{made.manifest.rows} 行数据，{made.manifest.papers} 份材料"
        f"（{size} MB，其中新的 {made.new_files} 份）；删掉旧备份 {made.dropped} 份"
        f"{desk.written_down(PortalEventKind.BACKED_UP, made.backup.stamp)}"
    )
