"""`portal catalogue list|show|check`: what the county files say, and whether they can be used."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from portal.adapters.clock import system_clock
from portal.adapters.work_calendar import CalendarFault, load_calendar
from portal.catalogue.county import County
from portal.catalogue.examples import failures
from portal.catalogue.files import CatalogueFault, county_files, read_county
from portal.catalogue.quotes import misquotations
from portal.catalogue.repository import Catalogue
from portal.catalogue.taken import clashes
from portal.cli.catalogue_remarks import read_tomorrow, rests, unknown_codes
from portal.cli.catalogue_show import lines_of
from portal.cli.decide import MOST_FAULTS, folder_named
from portal.domain.actor import BEIJING
from portal.wording import fault_text


def configure(parser: argparse.ArgumentParser) -> None:
    """The three things one can do."""
    actions = parser.add_subparsers(dest="action", metavar="list|show|check", required=True)
    actions.add_parser("list", help="列出全部事项：编号、版本、名称", description="列出全部事项：编号、版本、名称")
    show = actions.add_parser("show", help="显示一个事项的每项事实和出处", description="显示一个事项的每项事实和出处")
    show.add_argument("item", metavar="ITEM", help="事项编号，例如 wenshang.long-term")
    check = actions.add_parser("check", help="检查县区文件并运行其中的例子", description="检查县区文件并运行其中的例子")
    check.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="要检查的文件；不写就检查随软件带的和 PORTAL_COUNTIES_DIR 里的全部",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    try:
        if arguments.action == "check":
            return check(arguments.files or county_files(own_folder()))
        if arguments.action == "show":
            return show(arguments.item)
        return list_items()
    except (CatalogueFault, CalendarFault) as fault:
        print(fault, file=sys.stderr)
        return 1


def own_folder() -> Path | None:
    """Where the operator keeps county files of their own."""
    return folder_named("PORTAL_COUNTIES_DIR")


def _of_today() -> Catalogue:
    return Catalogue.load(own_folder()).on(system_clock().astimezone(BEIJING).date())


def list_items() -> int:
    """Every item in force, one a line."""
    catalogue = _of_today()
    width = max(len(item.id) for item in catalogue.items())
    for item in catalogue.items():
        print(f"{item.id:<{width}}  版本 {item.version:<10}  {item.place.name}  {item.name}")
    return 0


def show(item_id: str) -> int:
    """Every fact of one item with where it comes from."""
    catalogue = _of_today()
    item, county = catalogue.item(item_id), catalogue.county(item_id.partition(".")[0])
    if item is None or county is None:
        print(f"没有“{item_id}”这个事项；用 portal catalogue list 看有哪些", file=sys.stderr)
        return 1
    for line in lines_of(county, item):
        print(line)
    return 0


def check(files: Sequence[Path]) -> int:
    """Every fault and failed example on stderr, warnings and a summary on stdout."""
    calendar = load_calendar(folder_named("PORTAL_HOLIDAYS_DIR"))
    today = system_clock().astimezone(BEIJING).date()
    faults: list[str] = []
    counties, warnings = [], 0
    for path in files:
        loaded = read_county(path)
        faults += [*loaded.faults, *misquotations(loaded, path)]
        reminders = list(loaded.warnings)
        if loaded.county:
            counties.append(loaded.county)
            reminders += rests(loaded.county)
            faults += unknown_codes(loaded.county)
            faults += read_tomorrow(loaded.county, today)
            faults += failures(loaded.county, calendar, fault_text)
        for reminder in reminders:
            print(reminder)
        warnings += len(reminders)
    faults += clashes([*_beside(files), *counties])
    faults = list(dict.fromkeys(faults))
    for fault in faults[:MOST_FAULTS]:
        print(_shown(fault), file=sys.stderr)
    if len(faults) > MOST_FAULTS:
        print(f"还有 {len(faults) - MOST_FAULTS} 处没有列出，请先改上面的", file=sys.stderr)
    items = sum(len(county.items) for county in counties)
    examples = sum(len(county.examples) for county in counties)
    print(f"{len(files)} 个文件，{items} 个事项，{examples} 个例子，{warnings} 条提醒，{len(faults)} 处错误")
    return 1 if faults else 0


def _shown(fault: str) -> str:
    """A sentence names keys and values as they were written, and a terminal obeys some signs that nobody sees."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in fault)


def _beside(files: Sequence[Path]) -> list[County]:
    """The program's counties and the operator's, but for those a file under check stands in for."""
    names = {path.name for path in files}
    others = (read_county(path).county for path in county_files(own_folder()) if path.name not in names)
    return [county for county in others if county is not None]
