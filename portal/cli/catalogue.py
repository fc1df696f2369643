"""`portal catalogue list|show|check`: what the county files say, and whether they can be used."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from portal.adapters.work_calendar import CalendarFault, load_calendar
from portal.catalogue.examples import failures
from portal.catalogue.loader import load_county
from portal.catalogue.repository import COUNTIES, Catalogue, CatalogueFault
from portal.cli.catalogue_show import lines_of
from portal.cli.decide import holidays_directory


def configure(parser: argparse.ArgumentParser) -> None:
    """The three things one can do."""
    actions = parser.add_subparsers(dest="action", metavar="list|show|check", required=True)
    actions.add_parser("list", help="列出全部事项：编号、版本、名称", description="列出全部事项：编号、版本、名称")
    show = actions.add_parser("show", help="显示一个事项的每项事实和出处", description="显示一个事项的每项事实和出处")
    show.add_argument("item", metavar="ITEM", help="事项编号，例如 wenshang.long-term")
    check = actions.add_parser("check", help="检查县区文件并运行其中的例子", description="检查县区文件并运行其中的例子")
    check.add_argument("files", metavar="FILE", nargs="*", type=Path, help="要检查的文件；不写就检查随软件带的全部")


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    try:
        if arguments.action == "check":
            return check(arguments.files or sorted(COUNTIES.glob("*.toml")))
        if arguments.action == "show":
            return show(arguments.item)
        return list_items()
    except (CatalogueFault, CalendarFault) as fault:
        print(fault, file=sys.stderr)
        return 1


def list_items() -> int:
    """Every item in force, one a line."""
    catalogue = Catalogue.load()
    width = max(len(item.id) for item in catalogue.items())
    for item in catalogue.items():
        print(f"{item.id:<{width}}  版本 {item.version:<10}  {item.place.name}  {item.name}")
    return 0


def show(item_id: str) -> int:
    """Every fact of one item with where it comes from."""
    catalogue = Catalogue.load()
    item, county = catalogue.item(item_id), catalogue.county(item_id.partition(".")[0])
    if item is None or county is None:
        print(f"没有“{item_id}”这个事项；用 portal catalogue list 看有哪些", file=sys.stderr)
        return 1
    for line in lines_of(county, item):
        print(line)
    return 0


def check(files: Sequence[Path]) -> int:
    """Every fault and failed example on stderr, warnings and a summary on stdout."""
    calendar = load_calendar(holidays_directory())
    faults: list[str] = []
    items = examples = warnings = 0
    for path in files:
        try:
            loaded = load_county(path.read_text("utf-8"), path.name)
        except (OSError, UnicodeDecodeError):
            faults.append(f"{path}: 读不了这个文件，请检查文件名，并存成 UTF-8")
            continue
        for warning in loaded.warnings:
            print(warning)
        faults += loaded.faults
        warnings += len(loaded.warnings)
        if loaded.county:
            faults += failures(loaded.county, calendar)
            items, examples = items + len(loaded.county.items), examples + len(loaded.county.examples)
    if not faults:
        try:
            Catalogue.of_files(files)
        except CatalogueFault as clash:
            faults += clash.faults
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(files)} 个文件，{items} 个事项，{examples} 个例子，{warnings} 条提醒，{len(faults)} 处错误")
    return 1 if faults else 0
