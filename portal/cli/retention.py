"""`portal retention run|hold|release`: what is kept too long is counted, deleted and certified; what is held stays."""

import argparse

from portal.adapters import certificate_files
from portal.adapters.clock import system_clock
from portal.adapters.erasure_list import ErasureList
from portal.cli.runtime import application, operator, reported, settings
from portal.domain.actor import SYSTEM, Context
from portal.domain.retention import periods
from portal.services import holds, retention
from portal.services.retention import Due
from portal.services.rulebook import rulebook
from portal.wording.retention import GROUNDS, KINDS


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do; of a run, whether only to say it; of a hold, which filing and why."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    run_once = acts.add_parser("run", help="删除过了保存期的，写一份证明")
    run_once.add_argument("--dry-run", action="store_true", help="只数一数，什么都不删")
    for name, words in (("hold", "冻结一件备案：到期也不删"), ("release", "解除冻结")):
        one = acts.add_parser(name, help=words)
        one.add_argument("number", metavar="备案编号")
        one.add_argument("reason", metavar="原因", help="例如“行政复议”，记入操作记录；不要写姓名和证件号")
    parser.epilog = "证明在数据目录的 certificates 里，也在数据库里。"


def run(arguments: argparse.Namespace) -> int:
    """Count, delete, hold or release."""
    if arguments.act == "run":
        return reported(lambda: _count() if arguments.dry_run else _delete())
    return reported(lambda: _hold_or_release(arguments.act, arguments.number, arguments.reason))


def _count() -> int:
    chosen = settings()
    with application(chosen):
        for each in retention.due(_now(), periods(chosen.retention_filing_years)):
            print(_line(each))
    return 0


def _delete() -> int:
    chosen = settings()
    with application(chosen) as app:
        note, drop = ErasureList(chosen.data_dir, chosen.backup_dir).add, app.extensions["portal_papers"].delete
        certificate = retention.run(operator(), note, drop, periods(chosen.retention_filing_years))
        if certificate is None:
            print("没有过了保存期的，什么都没有删")
            return 0
        made = certificate_files.keep(chosen.data_dir, certificate.made_at, certificate.content, certificate.sha256)
        print(f"删完了，证明：{made}")
    return 0


def _hold_or_release(act: str, number: str, reason: str) -> int:
    with application(settings()):
        if act == "hold":
            holds.hold(operator(), number, reason)
            print(f"备案 {number} 已冻结：到期也不删，直到 portal retention release")
        else:
            holds.release(operator(), number, reason)
            print(f"备案 {number} 已解除冻结：从现在起照保存期办")
    return 0


def _now() -> Context:
    return Context(SYSTEM, system_clock())


def _line(each: Due) -> str:
    length = each.period.length
    kept = "一直保存" if length is None else "到期就删" if not length else f"保存 {length.days} 天"
    held = f"，另有 {each.held} 件冻结着、不删" if each.held else ""
    return f"{KINDS[each.kind]}{_whose(each)}：{kept}（{_ground(each)}），过期 {each.count} 件{held}"


def _whose(each: Due) -> str:
    county = rulebook.catalogue.county(each.county)
    return f"（{county.name}）" if county else ""


def _ground(each: Due) -> str:
    """Where a county's file states it, with the line it names, or with why it is applied."""
    county = rulebook.catalogue.county(each.county)
    if county is None:
        return GROUNDS[each.period.ground]
    fact = county.agency.filing_years
    return f"{GROUNDS[each.period.ground]}：{fact.citation.basis if fact.citation else fact.why}"
