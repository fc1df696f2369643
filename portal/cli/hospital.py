"""`portal hospital`: lists of hospitals that an operator loads."""

import argparse
from pathlib import Path

from portal.adapters.table_lists import ListColumn, ListRefused, ListTable, day_of, text_of
from portal.cli.counties import require_county
from portal.cli.lists import as_fault, list_table
from portal.cli.runtime import application, operator, reported, settings
from portal.domain.place import hospital_key
from portal.services import hospitals
from portal.services.hospitals import Designation

DESIGNATIONS = (
    ListColumn("name", ("医院全名", "医院名称", "医院"), text_of(80)),
    ListColumn("designated_from", ("开始日期", "从哪天起能开转诊单"), day_of, is_needed=False),
    ListColumn("designated_until", ("结束日期", "到哪天为止"), day_of, is_needed=False),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Which list, from which file."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    importing = acts.add_parser("import", help="一个县能开转诊单的医院和起止日期（XLSX 或 CSV），名单上没有的不动")
    importing.add_argument("file", metavar="文件", type=Path)
    importing.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")
    importing.set_defaults(work=_import)


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
