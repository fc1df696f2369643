"""`portal referral import`: a hospital's spreadsheet taken at the command line, as its page and the worker take it."""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask

from portal.adapters.clock import system_clock
from portal.cli.lists import content_of
from portal.cli.new_file import new_file
from portal.cli.progress import Bar
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.cli.worker import worker_of
from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.vocabulary import Channel
from portal.models import ReferralImport, ReferralImportRefusal, User
from portal.services import referral_imports, sessions
from portal.web.importing.report import report_of
from portal.wording.translation import SOURCE_LANGUAGE

SHOWN = 20
PAUSE = 1.0
"""Seconds between two looks while a worker beside this command has the spreadsheet."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which file, for which hospital, on whose account."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    taking = acts.add_parser("import", help="收一家医院的转诊表格（XLSX 或 CSV），可以中断，再运行就接着收")
    taking.add_argument("file", metavar="文件", type=Path)
    taking.add_argument("--hospital", required=True, help="医院名称，和名单上一样")
    taking.add_argument("--account", default="", help="医院经办人的用户名；这家医院只有一个账号时不用写")
    taking.add_argument("--report", type=Path, help="没有收的行写到这个 .xlsx 文件")
    taking.add_argument("--again", action="store_true", help="以前没办成的（没有批准、撤回、过期等），这次重新申报")
    taking.add_argument(
        "--consented", action="store_true", required=True, help="表里每一位病人或家属都知道个人信息怎么用，并且同意"
    )


def run(arguments: argparse.Namespace) -> int:
    """Take it, and say what became of its rows; 0 where every row was taken, now or before."""
    return reported(lambda: _import(arguments))


def _import(arguments: argparse.Namespace) -> int:
    chosen = settings()
    content = content_of(arguments.file, chosen.max_upload_bytes)
    with application(chosen) as app:
        ctx = _as(_account(arguments.hospital, arguments.account), system_clock())
        made = _followed(app, chosen, ctx, _begun(app, ctx, content, arguments.again))
        if made.trouble:
            raise CommandFault(made.trouble)
        return _report_on(ctx, made, arguments.report)


def _account(hospital: str, username: str) -> User:
    accounts = referral_imports.accounts_of(hospital)
    named = [user for user in accounts if username in ("", user.username)]
    if len(named) == 1:
        return named[0]
    known = "、".join(str(user.username) for user in accounts) or "没有"
    raise CommandFault(f"请用 --account 写明“{hospital}”的哪个账号（能用的：{known}）")


def _as(user: User, now: datetime) -> Context:
    """The hospital's account, and who sat at the machine."""
    actor = replace(sessions.actor_of(user), operator=operator().actor.operator)
    return Context(actor, now, Channel.HOSPITAL)


def _begun(app: Flask, ctx: Context, content: bytes, again: bool) -> str:
    files = app.extensions["portal_papers"]
    key = files.put(content)
    made = referral_imports.begin(ctx, content, key, SOURCE_LANGUAGE, again=again)
    if made.file_key != key:
        files.delete(key)
        print("这个表格上次没有收完，接着收", flush=True)
    return made.uid


def _followed(app: Flask, chosen: Settings, ctx: Context, uid: str) -> ReferralImport:
    """Work, or wait for the worker that has it, until it has ended."""
    worker, bar = worker_of(app, chosen), Bar()
    while True:
        made = referral_imports.as_it_is_now(ctx, uid)
        bar("收转诊", made.handled, made.row_count or 0)
        if made.ended_at is not None:
            bar.close()
            return made
        if not worker.work_once():
            time.sleep(PAUSE)


def _report_on(ctx: Context, made: ReferralImport, report: Path | None) -> int:
    print(
        f"一共 {made.row_count} 行：等着补扫描件 {made.waiting}，已经提交 {made.sent}，"
        f"以前收过 {made.repeated}，没有收 {made.refused}"
    )
    _report_on_known(made)
    if not made.refused + made.lapsed:
        return 0
    if report is not None:
        with new_file(report) as file:  # once it can be written, for a day after it was fetched it is forgotten
            file.write(report_of(*referral_imports.fetch(ctx, made.uid)))
        print(f"没有收的行和原因在 {report}")
        return int(made.refused > 0)
    _print_rows(referral_imports.refusals(made, SHOWN))
    print("全部没有收的行：加上 --report 文件名.xlsx 再运行一次")
    return int(made.refused > 0)


def _report_on_known(made: ReferralImport) -> None:
    if made.lapsed:
        print(f"以前没办成，没有再申报 {made.lapsed}（要再申报，加上 --again 再运行一次）")
    if made.anew:
        print(f"上面收下的里，重新申报 {made.anew}")
        _print_rows(referral_imports.filed_anew(made, SHOWN))


def _print_rows(rows: Sequence[ReferralImportRefusal]) -> None:
    for each in rows:
        reasons = each.content.reasons if each.content else ()
        print(f"第 {each.row_number} 行：{'；'.join(reasons)}")
