"""`portal retention run`: what is kept too long is counted, deleted and certified."""

import argparse

from portal.adapters import certificate_files
from portal.adapters.clock import system_clock
from portal.cli.runtime import application, reported, settings
from portal.domain.actor import SYSTEM, Context
from portal.services import retention
from portal.services.retention import Due
from portal.wording.retention import GROUNDS, KINDS


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and whether only to say it."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    run_once = acts.add_parser("run", help="删除过了保存期的，写一份证明")
    run_once.add_argument("--dry-run", action="store_true", help="只数一数，什么都不删")
    parser.epilog = "证明在数据目录的 certificates 里，也在数据库里。"


def run(arguments: argparse.Namespace) -> int:
    """Count, or delete."""
    return reported(lambda: _count() if arguments.dry_run else _delete())


def _count() -> int:
    with application(settings()):
        for each in retention.due(_now()):
            print(_line(each))
    return 0


def _delete() -> int:
    chosen = settings()
    with application(chosen):
        certificate = retention.run(_now())
        if certificate is None:
            print("没有过了保存期的，什么都没有删")
            return 0
        made = certificate_files.keep(chosen.data_dir, certificate.made_at, certificate.content, certificate.sha256)
        print(f"删完了，证明：{made}")
    return 0


def _now() -> Context:
    return Context(SYSTEM, system_clock())


def _line(each: Due) -> str:
    length = each.period.length
    kept = "一直保存" if length is None else "到期就删" if not length else f"保存 {length.days} 天"
    return f"{KINDS[each.kind]}：{kept}（{GROUNDS[each.period.ground]}），过期 {each.count} 件"
