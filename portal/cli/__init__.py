"""The `portal` command: finds the named command's module and loads only that one, so that the rules start at once."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple


class Command(NamedTuple):
    """Where a command lives and what it does; its module has `configure(parser)` and `run(arguments) -> int`."""

    module: str
    help: str


COMMANDS: Mapping[str, Command] = {
    "decide": Command("portal.cli.decide", "按事项规则判定一组事实，输出 JSON"),
    "catalogue": Command("portal.cli.catalogue", "查看或检查县区事项文件"),
    "init": Command("portal.cli.init", "建一个正式使用的新系统：数据目录、密钥、数据库"),
    "db": Command("portal.cli.db", "升级数据库"),
    "user": Command("portal.cli.user", "邀请、停用工作人员账号，重设密码"),
    "key": Command("portal.cli.key", "给别的机构的系统做接口密钥，列出、作废"),
    "doctor": Command("portal.cli.doctor", "检查系统：哪里不对、怎么办"),
    "rekey": Command("portal.cli.rekey", "换一版新的主密钥，或销毁不用的旧版本"),
    "certificate": Command("portal.cli.certificate", "核对备案证明，换签证明的密钥"),
    "audit": Command("portal.cli.audit", "核对操作记录有没有被动过，打印锚点"),
    "backup": Command("portal.cli.backup", "备份：全部数据和材料，边用边备，做完自己核对"),
    "verify": Command("portal.cli.verify", "核对一份备份能不能恢复"),
    "restore": Command("portal.cli.restore", "把备份恢复到空的地方，逐行逐份比对"),
    "referral": Command("portal.cli.referral", "收医院的转诊表格"),
    "hospital": Command("portal.cli.hospital", "收医院的名单：哪些能开转诊单"),
    "fax": Command("portal.cli.fax", "收传真机收到的传真"),
    "message": Command("portal.cli.message", "登记邮件服务器退回来的邮件"),
    "national": Command("portal.cli.national", "给国家平台的文件：导出、登记结果"),
    "ledger": Command("portal.cli.ledger", "把一个月的台账或月报写成文件"),
    "retention": Command("portal.cli.retention", "删除过了保存期的数据，写一份证明"),
    "worker": Command("portal.cli.worker", "办理提交以后的后续事务：存档文书、清理"),
    "serve": Command("portal.cli.serve", "启动门户"),
    "demo": Command("portal.cli.demo", "用虚构的人物和数据启动演示，只在本机"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its number is the exit status of the process."""
    given = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="portal", description="异地就医备案门户")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help)
        if given[:1] == [name]:
            _loaded(command.module).configure(own)
    _speak_utf8()
    os.umask(0o077)  # whatever is written from here on, by a library too, is for the portal's own user alone
    arguments = parser.parse_args(given)
    try:
        status: int = import_module(COMMANDS[arguments.command].module).run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has left, as `| head` does; a second flush at exit would say so again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _loaded(module: str) -> ModuleType:
    """While modules are read nothing becomes garbage: to look for it all the same takes a seventh of a server's start.

    What was read stays as long as the process, and is not looked through again, nor copied by those it forks.
    """
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def _speak_utf8() -> None:
    """Chinese goes out as UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
