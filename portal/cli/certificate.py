"""`portal certificate verify|renew-key`: whether a certificate proves its filing, offline; another key to sign with."""

import argparse
import re
import sys
from datetime import date, datetime
from pathlib import Path

from portal.adapters.clock import system_clock
from portal.catalogue.bounded import TooLarge, bytes_of
from portal.cli.key_change import alone, put_in_use
from portal.cli.runtime import CommandFault, application, reported, settings
from portal.domain.actor import BEIJING
from portal.domain.certificate import LONGEST_TEXT, EndedList, NoCertificate
from portal.domain.certificate_check import CertificateCheck, CertificateState, CertificateVerdict, KeySet, NoKeys
from portal.domain.portal_events import PortalEventKind
from portal.models import key_file
from portal.models.signing import is_signed, key_id
from portal.wording import name_of
from portal.wording.certificates import list_text, state_text, what_it_proves

PROVEN, NOT_PROVEN, UNUSABLE, PROVEN_BUT_FOR_THE_LIST = 0, 1, 2, 3
LARGEST_FILE = 64 * 1024 * 1024
_OF_A_PATH = re.compile(r"[/\\]|\.[A-Za-z0-9]{1,4}$")


def configure(parser: argparse.ArgumentParser) -> None:
    """What to check, by which files; or which of the old keys go on counting."""
    acts = parser.add_subparsers(dest="act", metavar="做什么", required=True)
    checking = "核对一份备案证明，不用网络"
    verify = acts.add_parser("verify", help=checking, description=checking)
    verify.add_argument("certificate", metavar="证明", help="码里的文字或网址；或者存着它的文件；- 从标准输入读")
    verify.add_argument("--keys", metavar="keys.json", type=Path, required=True, help="公布的密钥，事先存下来的")
    verify.add_argument("--ended", metavar="ended.txt", type=Path, help="提前结束的名单，事先存下来的")
    verify.add_argument("--on", metavar="YYYY-MM-DD", type=_day, help="哪一天算不算数；不写就是今天")
    verify.epilog = "结果：0 算数；1 不算数；2 文件用不了；3 算数，但是没有和最新的名单对过"
    renewing = "换一个签备案证明的密钥；已经印出去的照样算数"
    renew = acts.add_parser("renew-key", help=renewing, description=renewing)
    renew.add_argument(
        "--forget-former", action="store_true", help="以前的密钥签过的一律不再算数：密钥可能被人拿到时用"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("日期要写成 2026-10-08 这样") from None


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    if arguments.act == "renew-key":
        return reported(lambda: renew_key(arguments.forget_former))
    try:
        return verify(arguments, system_clock())
    except CommandFault as fault:
        print(f"portal: {fault}", file=sys.stderr)
        return UNUSABLE


def verify(arguments: argparse.Namespace, now: datetime) -> int:
    """Say what it proves for that day."""
    check = CertificateCheck(_keys(arguments.keys), is_signed)
    ended = _ended(check, arguments.ended) if arguments.ended else None
    on = arguments.on or now.astimezone(BEIJING).date()
    verdict = check.verdict(_text(arguments.certificate), on, now, ended)
    print(state_text(verdict.state))
    for line in _lines(verdict, check.keys):
        print(line)
    if verdict.state is not CertificateState.VALID:
        return NOT_PROVEN
    return PROVEN if verdict.is_list_fresh else PROVEN_BUT_FOR_THE_LIST


def _lines(verdict: CertificateVerdict, keys: KeySet) -> list[str]:
    certificate = verdict.certificate
    if certificate is None:
        return []
    listed = f"{verdict.listed_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if verdict.listed_at else ""
    ended = [f"算到：{verdict.last_day}"] if verdict.last_day else []
    return [
        f"编号：{certificate.number}",
        f"县区：{keys.counties[certificate.county]}",
        f"就医地：{certificate.place_name}（{certificate.place}）",
        f"种类：{name_of(certificate.filing_type)}",
        f"日期：{certificate.begins_on} 到 {certificate.ends_on or '（没有写到期的日子）'}",
        *ended,
        f"参保人：{certificate.name_masked}，证件号码最后两位 {certificate.id_tail}",
        list_text(verdict, listed),
        *what_it_proves(),
    ]


def _keys(path: Path) -> KeySet:
    try:
        return KeySet.read(_content(path))
    except NoKeys as fault:
        raise CommandFault(f"{path} 不是公布的密钥，请从出证明的系统重新下载") from fault


def _ended(check: CertificateCheck, path: Path) -> EndedList:
    try:
        return check.ended(_content(path))
    except NoCertificate as fault:
        raise CommandFault(f"{path} 不是这些密钥签的名单，请从出证明的系统重新下载") from fault


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read(LONGEST_TEXT + 1)
    if _is_file(given) or _is_like_a_path(given):
        return _content(Path(given))
    return given


def _is_like_a_path(given: str) -> bool:
    """Neither the text of a certificate, which has no stroke and does not end so soon behind a dot, nor an address."""
    is_plain = "#" not in given and "://" not in given
    return "." not in given or (is_plain and _OF_A_PATH.search(given) is not None)


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # longer than a name can be
        return False


def _content(path: Path) -> str:
    try:
        return bytes_of(path, LARGEST_FILE).decode("utf-8")
    except TooLarge as fault:
        raise CommandFault(f"文件 {path} 太大，不会是要核对的") from fault
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "不是文字"
        raise CommandFault(f"读不了 {path}（{reason}），请检查文件名") from fault


def renew_key(forget_former: bool) -> int:
    """Sign with another key from now on."""
    chosen = settings()
    with application(chosen), alone(chosen.key_path.parent):
        before = key_file.read(chosen.key_path)
        keys = before.trusting_no_former() if forget_former else before.with_another_signer()
        names = [key_id(each.signer.public) for each in (before, keys)]
        put_in_use(PortalEventKind.SIGNER_RENEWED, names[0], f"{names[1]} +{len(keys.former)}", keys)
    old = f"另有 {len(keys.former)} 个旧密钥签过的照样算数" if keys.former else "以前签过的一律不再算数，要重新打印"
    print(f"签备案证明的密钥换成 {names[1]}；{old}。请另存一份密钥文件，并请各医院重新下载公布的密钥")
    return 0
