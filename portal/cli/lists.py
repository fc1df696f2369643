"""A list from a file, as an operator's command takes it: whole, or every fault said and nothing taken."""

from collections.abc import Sequence
from pathlib import Path

from portal.adapters import tables
from portal.adapters.sandbox import CheckerFull, CheckerUnavailable
from portal.adapters.table_lists import SENTENCES, SHOWN, ListColumn, ListRefused, ListTable
from portal.adapters.tables import TableRefused
from portal.catalogue.bounded import TooLarge, bytes_of
from portal.cli.runtime import CommandFault


def list_table(path: Path, most: int, columns: Sequence[ListColumn]) -> ListTable:
    """The file's rows; raises `CommandFault` where it cannot be read, `ListRefused` where a column is missing."""
    try:
        return ListTable(content_of(path, most), columns)
    except TableRefused as refused:
        raise CommandFault(tables.SENTENCES[refused.code] % refused.values) from refused
    except (CheckerFull, CheckerUnavailable) as fault:
        raise CommandFault("现在检查不了文件，请过一会儿再运行") from fault


def as_fault(refused: ListRefused) -> CommandFault:
    """All that is wrong, a line each, and that nothing was taken."""
    lines = [SENTENCES[fault.code] % fault.values for fault in refused.faults[:SHOWN]]
    more = len(refused.faults) - len(lines)
    rest = [f"还有 {more} 处"] if more > 0 else []
    return CommandFault("\n".join(["没有收这份名单，请改好再运行：", *lines, *rest]))


def content_of(path: Path, most: int) -> bytes:
    """What stands in a file; raises `CommandFault` for one that cannot be read, is empty, or larger than that."""
    try:
        content = bytes_of(path, most)
    except OSError as fault:
        raise CommandFault(f"读不到文件 {path}：{fault.strerror}") from fault
    except TooLarge:
        content = b""
    if not content:
        raise CommandFault(f"文件 {path} 是空的，或超过 {most // 1024 // 1024} MB，请分成几个文件")
    return content
