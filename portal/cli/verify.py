"""`portal verify`: reads a backup back in full, and says whether it could be restored."""

import argparse

from portal.adapters.clock import system_clock
from portal.backup.checking import verify
from portal.cli.depot import DepotTools, add_folder, add_which, at_desk


def configure(parser: argparse.ArgumentParser) -> None:
    """Which one."""
    add_folder(parser)
    add_which(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read it back."""
    return at_desk(arguments.folder, lambda desk: checked(desk, arguments.backup))


def checked(desk: DepotTools, stamp: str | None) -> str:
    """The work itself."""
    backup = desk.depot.named(stamp)
    with desk.depot.lock():
        manifest = verify(desk.depot, backup, system_clock(), desk.bar)
    anchor = f"；操作记录的锚点 {manifest.anchor}，可以交给 portal audit verify --anchor" if manifest.anchor else ""
    return f"备份 {backup.stamp} 完好：{manifest.rows} 行数据，{manifest.papers} 份材料{anchor}"
