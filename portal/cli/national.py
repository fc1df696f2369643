"""`portal national`: files for the national library, and what came of them. Nothing is sent from here."""

import argparse
import fcntl
from collections.abc import Callable
from pathlib import Path

from portal.adapters import national_files
from portal.adapters.national_files import NationalFolder, NoAnswers
from portal.cli.counties import require_county
from portal.cli.lists import content_of
from portal.cli.progress import Bar
from portal.cli.runtime import CommandFault, application, operator, reported, settings, whole_number
from portal.domain.actor import Context
from portal.domain.national import FIELDS, NUMBER, PROVISIONAL, UploadState
from portal.models.folder_lock import held
from portal.services import national, national_answers
from portal.services.national_answers import AnswersEntered, PlatformAnswer
from portal.wording import name_of

MOST = 5000
RESULT, REASON = "result", "reason"
TAKEN, REFUSED = ("1", "成功"), ("0", "退回")
REMARK = f"{PROVISIONAL}：字段名和代码来自公开的代码，国家平台没有确认过；写进这个文件不等于已经上报"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, for which county."""
    parser.epilog = f"{PROVISIONAL}。这里什么都不发送：文件由人交给平台，平台的结果由人登记。"
    acts = parser.add_subparsers(dest="act", metavar="export|confirm|lost|answers|again|state", required=True)
    export = acts.add_parser("export", help="把等着上报的写成文件")
    export.add_argument("folder", metavar="DIR", type=Path, help="放文件的目录，只有本人能读")
    export.add_argument("--size", type=whole_number(MOST), default=500, help="一个文件最多几件，默认 500")
    confirm = acts.add_parser("confirm", help="登记：平台收下了这一批里还没有结果的")
    confirm.add_argument("batch", metavar="批号", type=whole_number(10**9))
    lost = acts.add_parser("lost", help="这一批的文件丢了或者没有交出去：还没有结果的重新排队")
    lost.add_argument("batch", metavar="批号", type=whole_number(10**9))
    answers = acts.add_parser("answers", help="登记平台对这一批返回的结果")
    answers.add_argument("batch", metavar="批号", type=whole_number(10**9), help="平台答复的是哪一批，见文件名")
    answers.add_argument("file", metavar="FILE", type=Path, help=f"CSV，有 {NUMBER}、{RESULT}、{REASON} 三列")
    again = acts.add_parser("again", help="退回的改好了，下一批再报")
    again.add_argument("number", metavar="备案编号")
    state = acts.add_parser("state", help="各有多少件")
    for act in (export, confirm, lost, answers, again, state):
        act.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    return reported(lambda: _within(_ACTS[arguments.act], arguments))


def _within(act: Callable[[argparse.Namespace, Context], int], arguments: argparse.Namespace) -> int:
    with application(settings()):
        require_county(arguments.county)
        return act(arguments, operator(arguments.county))


def _export(arguments: argparse.Namespace, ctx: Context) -> int:
    """One file after another; what a killed run left is finished first, and nothing stands in two."""
    if not arguments.folder.is_dir():
        raise CommandFault(f"没有目录 {arguments.folder}，请先建好，只让本人能读")
    folder = NationalFolder(arguments.folder.resolve(), arguments.county, REMARK, FIELDS)
    try:
        with held(arguments.folder, fcntl.LOCK_NB):
            return _write_all(folder, arguments, ctx)
    except BlockingIOError as fault:
        raise CommandFault(f"另一个导出正在往 {arguments.folder} 里写，请等它写完") from fault


def _write_all(folder: NationalFolder, arguments: argparse.Namespace, ctx: Context) -> int:
    for path in folder.finish([(file.file_name, file.sha256) for file in national.files_of(ctx)]):
        print(f"上次没有写完，现在补上：{path}")
    total, done = national_answers.counts(ctx)[UploadState.TO_SEND], 0
    bar, after_id = Bar(), 0
    while exported := national.export_next(ctx, folder, after_id, arguments.size):
        after_id = exported.last_id
        if exported.batch is not None:
            done += exported.batch.filings
            bar("导出", done, total)
            print(f"第 {exported.batch.id} 批，{exported.batch.filings} 件：{folder.publish(exported.batch.file_name)}")
    bar.close()
    print(f"导出 {done} 件。{PROVISIONAL}：没有发送给任何人；平台收下以后，请登记结果")
    return 0


def _confirm(arguments: argparse.Namespace, ctx: Context) -> int:
    return _say(national_answers.confirm(ctx, arguments.batch))


def _lost(arguments: argparse.Namespace, ctx: Context) -> int:
    print(f"第 {arguments.batch} 批里 {national_answers.take_back(ctx, arguments.batch)} 件等着写进下一批")
    return 0


def _answers(arguments: argparse.Namespace, ctx: Context) -> int:
    content = content_of(arguments.file, national_files.LARGEST_ANSWER)
    try:
        found = list(national_files.answers(content, NUMBER, RESULT, REASON))
    except NoAnswers as fault:
        raise CommandFault(f"读不了 {arguments.file}：{fault}") from fault
    return _say(national_answers.enter(ctx, arguments.batch, [_answer(*line) for line in found]))


def _answer(place: int, number: str, result: str, reason: str) -> PlatformAnswer:
    if result in TAKEN:
        return PlatformAnswer(number)
    if result in REFUSED and reason:
        return PlatformAnswer(number, reason)
    fault = "退回的要写原因" if result in REFUSED else f"结果要写 {'、'.join((*TAKEN, *REFUSED))} 之一"
    raise CommandFault(f"第 {place} 行：{fault}；什么都没有登记")


def _say(entered: AnswersEntered) -> int:
    print(f"登记了：收下 {entered.confirmed} 件，退回 {entered.refused} 件")
    for numbers, why in (
        (entered.unknown, "它们没有写进这一批，或者不在等结果：改过以后等着再报，或者已经登记了别的结果"),
        (entered.later, "它们后来又写进了新的一批，这一批的结果不作数，请等新的一批的结果"),
    ):
        if numbers:
            print(f"没有登记 {len(numbers)} 件，{why}：")
            print("\n".join(numbers))
    return 1 if entered.unknown or entered.later else 0


def _again(arguments: argparse.Namespace, ctx: Context) -> int:
    filing = national_answers.send_again(ctx, arguments.number)
    print(f"备案 {filing.number} 等着写进下一批")
    return 0


def _state(_arguments: argparse.Namespace, ctx: Context) -> int:
    for state, count in national_answers.counts(ctx).items():
        print(f"{name_of(state)}：{count} 件")
    return 0


_ACTS = {
    "export": _export,
    "confirm": _confirm,
    "lost": _lost,
    "answers": _answers,
    "again": _again,
    "state": _state,
}
