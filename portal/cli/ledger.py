"""`portal ledger export`: a month's ledger or report as a file, as a supervisor's page gives it away."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from portal.adapters.text_tables import TextTable, comma_separated, writing
from portal.cli.counties import require_county
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.domain.actor import Context
from portal.domain.month import Month
from portal.services import ledger
from portal.web.presenters.ledger import as_tables, ledger_table

KINDS: dict[str, Callable[[Sequence[TextTable]], bytes]] = {
    ".csv": comma_separated,
    ".xlsx": lambda tables: bytes(writing().workbook(tables)),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which month of which county, into which file."""
    acts = parser.add_subparsers(dest="act", metavar="export", required=True)
    export = acts.add_parser("export", help="把一个月的台账写成文件，没有姓名")
    export.add_argument("file", metavar="FILE", type=Path, help="新文件，以 .xlsx 或 .csv 结尾")
    export.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")
    export.add_argument("--month", help="哪个月，写成 2026-09；不写就是这个月")
    export.add_argument("--report", action="store_true", help="写月报（各项合计），不写台账")


def run(arguments: argparse.Namespace) -> int:
    """Write it, and say what it holds."""
    return reported(lambda: _export(arguments))


def _export(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    made_by = KINDS.get(path.suffix.lower())
    if made_by is None:
        raise CommandFault(f"FILE：不知道写成哪一种，请以 .xlsx 或 .csv 结尾，现在是“{path.name}”")
    with application(settings()):
        require_county(arguments.county)
        ctx = operator(arguments.county)
        month = Month.of(ctx.today) if arguments.month is None else Month.read(arguments.month)
        if month is None:
            raise CommandFault(f"--month：“{arguments.month}”不是月份，请写成 2026-09 这样")
        count = _written(path, lambda: _taken(ctx, month, made_by, arguments.report))
    print(f"{month.text} {count} 件，写在 {path}")
    return 0


def _taken(
    ctx: Context, month: Month, made_by: Callable[[Sequence[TextTable]], bytes], is_report: bool
) -> tuple[bytes, int]:
    """The file's bytes, and of how many filings; that it was taken is in the trail by then."""
    if is_report:
        found = ledger.figures(ctx, month)
        tables, count = as_tables(found) or [ledger_table([])], sum(found.timeliness.values())
    else:
        lines = ledger.lines(ctx, month)
        tables, count = [ledger_table(lines)], len(lines)
    content = made_by(tables)
    ledger.take(ctx, month, "report" if is_report else "ledger")
    return content, count


def _written(path: Path, take: Callable[[], tuple[bytes, int]]) -> int:
    """Into a new file, begun before anything is taken; what stands there stays, and half a file does not."""
    try:
        with path.open("xb") as file:
            try:
                content, count = take()
                file.write(content)
            except BaseException:
                path.unlink()
                raise
    except FileExistsError as fault:
        raise CommandFault(f"已经有文件 {path}，请换一个名字，或先把它移走") from fault
    except OSError as fault:
        raise CommandFault(f"写不了文件 {path}：{fault.strerror}") from fault
    return count
