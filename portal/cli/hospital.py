"""`portal hospital`: lists of hospitals that an operator loads."""

import argparse
from datetime import date
from pathlib import Path

from portal.adapters.table_lists import ListColumn, ListRefused, ListTable, day_of, flag_of, text_of
from portal.cli.counties import require_county
from portal.cli.lists import as_fault, list_table
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.domain.place import hospital_key
from portal.services import hospitals, networked
from portal.services.hospitals import Designation
from portal.services.networked import Listed

DESIGNATIONS = (
    ListColumn("name", ("医院全名", "医院名称", "医院"), text_of(80)),
    ListColumn("designated_from", ("开始日期", "从哪天起能开转诊单"), day_of, is_needed=False),
    ListColumn("designated_until", ("结束日期", "到哪天为止"), day_of, is_needed=False),
)
NETWORKED = (
    ListColumn("name", ("医院名称", "医院全名", "医院"), text_of(60)),
    ListColumn("place", ("地方", "所在地", "城市"), text_of(16), is_needed=False),
    ListColumn("is_networked", ("联网", "是否联网", "能联网结算"), flag_of),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Which list, from which file."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    importing = acts.add_parser("import", help="一个县能开转诊单的医院和起止日期（XLSX 或 CSV），名单上没有的不动")
    importing.add_argument("file", metavar="文件", type=Path)
    importing.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")
    importing.set_defaults(work=_import)
    networked = acts.add_parser("networked", help="哪些医院能异地联网结算（XLSX 或 CSV），整份换掉原来的名单")
    networked.add_argument("file", metavar="文件", type=Path)
    networked.add_argument("--as-of", type=_day, required=True, metavar="日期", help="名单是哪天的，如 2026-11-01")
    networked.set_defaults(work=_networked)


def run(arguments: argparse.Namespace) -> int:
    """Do the act that was named."""
    return reported(lambda: _taken(arguments))


def _taken(arguments: argparse.Namespace) -> int:
    try:
        return int(arguments.work(arguments))
    except ListRefused as refused:
        raise as_fault(refused) from refused


def _import(arguments: argparse.Namespace) -> int:
    chosen = settings()
    with application(chosen):
        require_county(arguments.county)
        table = list_table(arguments.file, chosen.max_upload_bytes, DESIGNATIONS)
        became = hospitals.designate(operator(arguments.county), designations(table))
    print(f"新加 {became.added} 家，改了日期 {became.dated} 家，没有变 {became.unchanged} 家")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError("要写成 2026-11-01 这样") from fault


def _networked(arguments: argparse.Namespace) -> int:
    chosen = settings()
    with application(chosen):
        ctx, listed = operator(), networked_hospitals(list_table(arguments.file, chosen.max_upload_bytes, NETWORKED))
        if arguments.as_of > ctx.today:
            raise CommandFault(f"--as-of：{arguments.as_of} 还没有到")
        changed = networked.load(ctx, listed, arguments.as_of)
    became = "换好了" if changed else "和现在用的一样，没有变"
    print(
        f"{arguments.as_of} 的名单，{len(listed)} 家医院，{sum(each.is_networked for each in listed)} 家联网：{became}"
    )
    return 0


def networked_hospitals(table: ListTable) -> list[Listed]:
    """What the list says; raises `ListRefused`."""
    table.refuse_repeated("name", lambda row: f"{hospital_key(row.text('name'))} {row.text('place')}".strip())
    table.require_sound()
    return [Listed(row.text("name"), row.text("place"), row.values["is_networked"] is True) for row in table.rows]


def designations(table: ListTable) -> list[Designation]:
    """What the list says; raises `ListRefused`."""
    table.refuse_repeated("name", lambda row: hospital_key(row.text("name")))
    found = [
        (row, Designation(row.text("name"), row.day("designated_from"), row.day("designated_until")))
        for row in table.rows
    ]
    for row, each in found:
        if each.begins and each.ends and each.ends < each.begins:
            table.refuse(row, "designated_until", "wrong_order")
    table.require_sound()
    return [each for _row, each in found]
