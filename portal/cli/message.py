"""`portal message bounce`: what a mail server brings back, one mail on standard input, as its aliases pipe it."""

import argparse
import sys
from pathlib import Path

from sqlalchemy.exc import OperationalError

from portal.adapters import returned_mail
from portal.catalogue.bounded import beginning_of
from portal.cli.runtime import CommandFault, application, reported, settings
from portal.services import returned_messages

TRY_LATER = 75
"""What mail servers understand as "keep it and call again" (EX_TEMPFAIL of sysexits.h)."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the mail is."""
    acts = parser.add_subparsers(dest="act", metavar="bounce", required=True)
    bounce = acts.add_parser("bounce", help="登记一封退信，这条消息就不算送到")
    bounce.add_argument("file", metavar="FILE", nargs="?", default="-", help="存着退信的文件；不写就从标准输入读")


def run(arguments: argparse.Namespace) -> int:
    """Note it; what is no bounce is passed over, so that no mail server answers it."""
    try:
        return reported(lambda: _note(arguments.file))
    except OperationalError:
        print("portal: 数据库现在没有回音，请过一会儿再送来", file=sys.stderr)
        return TRY_LATER


def _note(file: str) -> int:
    returned = returned_mail.read(_content(file))
    if returned is None:
        print("不是退信，没有登记")
        return 0
    with application(settings()):
        is_new = returned_messages.note(returned.key, returned.fault)
    print("登记了：这封邮件没有送到" if is_new else "没有这封邮件，或者已经登记过")
    return 0


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(returned_mail.LARGEST)
    try:
        return beginning_of(Path(file), returned_mail.LARGEST)
    except OSError as fault:
        raise CommandFault(f"读不了 {file}：{fault.strerror}") from fault
