"""`portal ledger export`: a month's ledger or report as a file, as a supervisor's page gives it away."""

import argparse
from pathlib import Path

from portal.adapters.text_tables import WRITERS
from portal.cli.counties import require_county
from portal.cli.new_file import new_file
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.domain.month import Month
from portal.services import ledger
from portal.web.presenters.ledger import as_tables, ledger_table


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
    ending = path.suffix.lower().removeprefix(".")
    if ending not in WRITERS:
        raise CommandFault(f"FILE：不知道写成哪一种，请以 .xlsx 或 .csv 结尾，现在是“{path.name}”")
    with application(settings()):
        require_county(arguments.county)
        ctx = operator(arguments.county)
        month = Month.of(ctx.today) if arguments.month is None else Month.read(arguments.month)
        if month is None:
            raise CommandFault(f"--month：“{arguments.month}”不是月份，请写成 2026-09 这样")
        lines = ledger.lines(ctx, month)
        tables = as_tables(ledger.figures(ctx, month)) if arguments.report else [ledger_table(lines)]
        with new_file(path) as file:
            content = WRITERS[ending](tables)
            ledger.take(ctx, month, "report" if arguments.report else "ledger")
            file.write(content)
    print(f"{month.text} {len(lines)} 件，写在 {path}")
    return 0
