"""`portal fax`: what a fax server received goes into the tray of its county."""

import argparse
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

from flask import Flask

from portal import logs
from portal.adapters.clock import system_clock
from portal.adapters.file_store import FileMissing
from portal.adapters.uploads import UploadLimits
from portal.cli.new_file import new_file
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.config import Settings
from portal.fax_taking import FaxTaker, NotNow
from portal.fax_watch import FaxWatcher
from portal.services import faxes
from portal.services.rulebook import rulebook


def configure(parser: argparse.ArgumentParser) -> None:
    """Watch, take one, get one back as it came, or stop for good."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    watching = acts.add_parser("watch", help="一直看着一个目录，收到的传真放进传真篮，直到停止")
    watching.add_argument("folder", metavar="目录", type=Path)
    watching.add_argument(
        "--county", action="append", default=[], help="哪个县的传真；不写或写几个，就看目录下以县代号为名的子目录"
    )
    watching.add_argument("--until-empty", action="store_true", help="收完现有的就退出，不一直等")
    watching.set_defaults(work=_watch)
    receiving = acts.add_parser("receive", help="收一个文件，原文件不动（给传真机的 faxrcvd 用）")
    receiving.add_argument("file", metavar="文件", type=Path)
    receiving.add_argument("--county", required=True, help="哪个县的传真")
    receiving.set_defaults(work=_receive)
    fetching = acts.add_parser("fetch", help="取出一份看不了的传真的原文件")
    fetching.add_argument("number", metavar="号码", type=int)
    fetching.add_argument("--to", required=True, type=Path, help="写到这个新文件")
    fetching.set_defaults(work=_fetch)
    ending = acts.add_parser("end", help="一个县不再收传真，检查系统时不再提")
    ending.add_argument("--county", required=True)
    ending.set_defaults(work=_end)


def run(arguments: argparse.Namespace) -> int:
    """Do the act that was named."""
    return reported(lambda: arguments.work(arguments))


def _watch(arguments: argparse.Namespace) -> int:
    chosen = settings()
    with application(chosen) as app:
        folders = _folders(arguments.folder, arguments.county)
        if arguments.until_empty:
            return _until_empty(FaxWatcher(_taker(app, chosen), folders, quiet=0.0))
        watcher = FaxWatcher(_taker(app, chosen), folders)
        logs.to_stderr()
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        places = "、".join(str(folder) for folder in folders.values())
        print(f"在看传真的目录：{places}（按 Ctrl+C 停止）", flush=True)
        watcher.run(stop)
    return 0


def _until_empty(watcher: FaxWatcher) -> int:
    """Nobody writes any more: what is whole is taken, what is not stays."""
    count = 0
    while gone := watcher.look():
        count += gone
    print(f"收了 {count} 个传真文件")
    return 0


def _folders(folder: Path, counties: Sequence[str]) -> Mapping[str, Path]:
    """One county's own, or a folder within it for each."""
    if not folder.is_dir():
        raise CommandFault(f"没有目录 {folder}")
    for county in counties:
        _require_county(county)
    if len(counties) == 1:
        return {counties[0]: folder}
    wanted = counties or [county.slug for county in rulebook.catalogue.counties()]
    found = {slug: folder / slug for slug in wanted if (folder / slug).is_dir()}
    if not found or (counties and len(found) < len(counties)):
        raise CommandFault(f"{folder} 下没有以县代号为名的目录：{'、'.join(sorted(set(wanted) - found.keys()))}")
    return found


def _require_county(slug: str) -> None:
    if rulebook.catalogue.county(slug) is None:
        raise CommandFault(f"没有代号是 {slug} 的县")


def _taker(app: Flask, chosen: Settings) -> FaxTaker:
    limits = UploadLimits(max_bytes=chosen.max_upload_bytes)
    return FaxTaker(app.extensions["portal_papers"], limits, system_clock)


def _receive(arguments: argparse.Namespace) -> int:
    chosen = settings()
    with application(chosen) as app:
        _require_county(arguments.county)
        if arguments.file.exists() and not arguments.file.is_file():
            raise CommandFault(f"{arguments.file} 不是文件")  # a pipe or a device has no end
        try:
            with arguments.file.open("rb") as file:
                last_written = os.fstat(file.fileno()).st_mtime
                is_new = _taker(app, chosen).take(arguments.county, arguments.file.name, file, last_written)
        except OSError as fault:
            raise CommandFault(f"读不到文件 {arguments.file}：{fault.strerror}") from fault
        except NotNow as fault:
            raise CommandFault("现在检查不了这份传真，文件没有动，请过几分钟再运行一次") from fault
    print("收下了" if is_new else "以前收过，没有再收")
    return 0


def _fetch(arguments: argparse.Namespace) -> int:
    with application(settings()) as app:
        fax = faxes.original(operator(), arguments.number)
        try:
            with app.extensions["portal_papers"].proven(fax.original_key) as paper, new_file(arguments.to) as file:
                while some := paper.read(1 << 20):
                    file.write(some)
        except FileMissing as fault:
            raise CommandFault("原文件不在了") from fault
    print(f"传真 {arguments.number} 的原文件在 {arguments.to}；它可能有害，请在单独的电脑上打开")
    return 0


def _end(arguments: argparse.Namespace) -> int:
    with application(settings()):
        _require_county(arguments.county)
        faxes.end_watch(operator(arguments.county), arguments.county)
    print("检查系统时不再提这个县的传真；再收时运行 portal fax watch 就行")
    return 0
