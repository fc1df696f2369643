"""`portal audit verify|anchor`: whether the trail is whole, and the mark by which a cut end is found."""

import argparse
from datetime import UTC
from itertools import islice

from portal.adapters.clock import system_clock
from portal.backup.rows import snapshot
from portal.cli.runtime import CommandFault, application, reported, settings
from portal.models import db
from portal.services import trail_check
from portal.services.trail_check import MOST_FAULTS, TrailAnchor, TrailFault, TrailFaultKind

SENTENCES = {
    TrailFaultKind.CHANGED: "第 {seq} 环：{table} 第 {row_id} 行和记下时不一样",
    TrailFaultKind.ROW_GONE: "第 {seq} 环：{table} 第 {row_id} 行不见了",
    TrailFaultKind.LINK_GONE: "第 {seq} 环不见了",
    TrailFaultKind.NOT_LINKED: "{table} 第 {row_id} 行没有接进链里：不是本系统写的，或者它那一环被拿掉了",
    TrailFaultKind.CUT: "链在第 {seq} 环和锚点对不上：末尾被截断，或者整个换过",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Compare the whole trail, or say its end."""
    actions = parser.add_subparsers(dest="action", metavar="verify|anchor", required=True)
    verifying = "逐条核对操作记录：改过、删过、插入、截断都找得出来"
    verify = actions.add_parser("verify", help=verifying, description=verifying)
    verify.add_argument("--anchor", metavar="锚点", type=_anchor, help="以前 portal audit anchor 打印的那一行")
    anchoring = "打印记录末尾的锚点；请抄在别处，以后用来核对末尾有没有被截断"
    actions.add_parser("anchor", help=anchoring, description=anchoring)


def _anchor(words: str) -> TrailAnchor:
    try:
        return TrailAnchor.read(words)
    except ValueError:
        raise argparse.ArgumentTypeError("不是锚点。锚点是 portal audit anchor 打印的那一行") from None


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    return reported(lambda: verify(arguments.anchor) if arguments.action == "verify" else anchor())


def verify(kept: TrailAnchor | None) -> int:
    """Say every place that does not fit, as far as it can be read at a glance."""
    with application(settings()), snapshot(db.engine) as connection:
        found = list(islice(trail_check.faults(connection, kept), MOST_FAULTS + 1))
        count = trail_check.length(connection)
    for fault in found[:MOST_FAULTS]:
        print(_sentence(fault))
    if found:
        more = "，还有更多没有列出" if len(found) > MOST_FAULTS else ""
        raise CommandFault(f"操作记录被动过：上面 {min(len(found), MOST_FAULTS)} 处对不上{more}")
    print(f"操作记录完好：{count} 环，每一环都和它的那一行、和前一环对得上")
    return 0


def _sentence(fault: TrailFault) -> str:
    return SENTENCES[fault.kind].format(seq=fault.seq, table=fault.table, row_id=fault.row_id)


def anchor() -> int:
    """Print the end of the chain, dated."""
    with application(settings()), snapshot(db.engine) as connection:
        found = trail_check.anchor(connection)
    if found is None:
        raise CommandFault("还没有操作记录，没有锚点")
    print(f"{system_clock().astimezone(UTC):%Y%m%dT%H%M%SZ} {found}")
    return 0
