"""What a clerk is told while a case is taken down, and what to read out when it is in."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.domain.claims import says_nothing
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.numbering import grouped
from portal.domain.vocabulary import KEYED_BY_A_CLERK, Channel, Severity
from portal.models.listed import ListedFiling
from portal.services.assessment import Assessment
from portal.services.casework import CaseFile
from portal.services.overlapping import Overlap
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters import determination
from portal.web.presenters.determination import GUIDE, Alternative, Line
from portal.web.presenters.filing import issued_name, tag_of, title_of
from portal.web.presenters.filing_state import hearing_of
from portal.web.presenters.missing import ways_of
from portal.web.presenters.sentences import document_title, document_titles, item_name, unreadable
from portal.web.questions.forms import AskedQuestion
from portal.web.questions.script import SCRIPT
from portal.wording.limits import no_limit_text
from portal.wording.translation import own_text


class ItemChoice(NamedTuple):
    """An item of the county at this channel: to be opened, or shut and why."""

    name: str
    url: str
    why_shut: str


def choices(items: tuple[Item, ...], channel: Channel) -> tuple[ItemChoice, ...]:
    """Every item of the county, those this channel is open for first."""
    found = [_choice(item, channel) for item in items]
    return tuple(sorted(found, key=lambda choice: not choice.url))


def _page_of(item: Item, channel: Channel) -> str:
    return url_for("clerk_intake.ask", channel=channel.value, slug=item.id.partition(".")[2])


def _choice(item: Item, channel: Channel) -> ItemChoice:
    if item.channel(channel) is not None:
        return ItemChoice(item_name(item), _page_of(item, channel), "")
    channels = _("、").join(label(each) for each in item.open_channels)
    return ItemChoice(item_name(item), "", _("指南没有开通这种办法，可以用：%(channels)s", channels=channels))


class OverlappingRow(NamedTuple):
    """Another filing of the same person, which would wait or count beside the one that is taken down."""

    url: str
    text: str
    tag: StatusTag


class Overlapping(NamedTuple):
    """What the person has already, how much of it is not listed, and who is not to hear of it."""

    rows: tuple[OverlappingRow, ...]
    more: str
    caution: str


def overlapping(overlap: Overlap, today: date, stands_here: bool) -> Overlapping | None:
    """What stands beside the case; None where there is nothing."""
    rows = tuple(
        OverlappingRow(
            url_for("clerk_filing.page", number=each.number),
            " · ".join(filter(None, (title_of(each), rulebook.place_name(each.treatment_place), _days(each)))),
            tag_of(each, today),
        )
        for each in overlap.found
    )
    more = _("另外还有 %(count)s 件没有列出，按身份证号可以查到。", count=overlap.more) if overlap.more else ""
    caution = "" if stands_here else _("对方不一定是本人：这些只给您看，不要告诉对方。")
    return Overlapping(rows, more, caution) if rows else None


def _days(filing: ListedFiling) -> str:
    if not filing.begins_on:
        return ""
    begins, ends = day(filing.begins_on), day(filing.ends_on)
    until = _("%(begins)s 起，到 %(ends)s", begins=begins, ends=ends) if ends else _("%(begins)s 起", begins=begins)
    return str(until)


class AssessmentShown(NamedTuple):
    """The right half of the page: enough or not, what is missing, by when, what follows, what fits instead."""

    headline: str
    tone: str
    prompt: str
    questions: tuple[str, ...]
    owed: tuple[str, ...]
    lines: tuple[Line, ...]
    dates: tuple[tuple[str, str], ...]
    effects: tuple[Line, ...]
    alternatives: tuple[Alternative, ...]
    faults: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The worst of it in a sentence."""
        return self.lines[0].text if self.lines else self.headline


def ahead(seen: Assessment, item: Item, unanswered: Sequence[AskedQuestion]) -> AssessmentShown:
    """The verdict so far; with somebody on the line also the sentence that puts the next question."""
    examination, open_questions = seen.examination, tuple(str(each.wording.label) for each in unanswered)
    prompt = next((_prompt(each) for each in unanswered if each.channel is Channel.PHONE), "")
    if examination is None:
        faults = tuple(unreadable(seen.faults)) if seen.faults else ()
        return AssessmentShown(_("有内容看不懂，请先改正"), "warn", prompt, open_questions, (), (), (), (), (), faults)
    headline, tone = _headline(seen, item, open_questions)
    shown_findings = [finding for finding in seen.certain if not _is_shown_already(finding, open_questions)]
    return AssessmentShown(
        headline=headline,
        tone=tone,
        prompt="" if seen.is_refused else prompt,
        questions=open_questions,
        owed=tuple(document_title(item, kind) for kind in examination.determination.owed),
        lines=(*determination.worst_first(shown_findings), *determination.in_order(examination, item)),
        dates=determination.dates_of(examination.determination),
        effects=determination.effects_of(examination.determination),
        alternatives=determination.alternatives_of(examination.determination, GUIDE) if seen.is_refused else (),
        faults=(),
    )


def _prompt(question: AskedQuestion) -> str:
    return str(_("请问：“%(sentence)s”", sentence=SCRIPT.get(question.path, question.wording.label)))


def _is_shown_already(finding: Finding, questions: tuple[str, ...]) -> bool:
    """A paper that is owed, or an answer that is still to come, stands in a list of its own."""
    return finding.severity is Severity.CORRECT or (bool(questions) and finding.code.endswith("_unknown"))


def _headline(seen: Assessment, item: Item, questions: tuple[str, ...]) -> tuple[str, str]:
    owed = seen.examination.determination.owed if seen.examination else ()
    if seen.is_refused:
        return _("不合适办这一项"), "bad"
    if questions:
        return _("还要问 %(count)s 样", count=len(questions)), "warn"
    if owed:
        return _("还差：%(documents)s，可传真或上传", documents=document_titles(item, owed)), "warn"
    if any(finding.severity is Severity.ASK for finding in seen.certain):
        return _("可以登记，有几处要您定"), "warn"
    return _("够了，可以备案"), "ok"


class EnteredShown(NamedTuple):
    """What to read back, to say and to print."""

    number: str
    grouped_number: str
    url: str
    say: tuple[str, ...]
    to_print: tuple[tuple[str, str], ...]
    has_agent: bool
    again: str


def entered(case: CaseFile) -> EnteredShown:
    """The end of an intake."""
    filing = case.filing
    channel = filing.channel if filing.channel in KEYED_BY_A_CLERK else Channel.WINDOW
    return EnteredShown(
        number=filing.number,
        grouped_number=grouped(filing.number),
        url=url_for("clerk_filing.page", number=filing.number),
        say=tuple(_say(case)),
        to_print=tuple(
            (issued_name(notice), url_for("clerk_filing.notice", number=filing.number, uid=notice.uid))
            for notice in case.issued
        ),
        has_agent=not says_nothing(filing.claims.agent),
        again=url_for("clerk_intake.choose", channel=channel.value),
    )


def _say(case: CaseFile) -> list[str]:
    """Sentences to read out, in the order a listener needs them."""
    filing = case.filing
    lines = [_("备案已经登记，编号是 %(number)s，请记下来。", number=grouped(filing.number))]
    if case.owed:
        lines.append(_("还差：%(documents)s。", documents=document_titles(case.item, case.owed)))
        lines += ways_of(filing, case.item)
    if filing.deadline_on is not None:
        lines.append(_("最晚申报的日子是 %(day)s。", day=day(filing.deadline_on)))
    if case.examination is not None:
        lines += [own_text(effect, language()) for effect in case.examination.determination.effects]
    if filing.due_on is not None:
        lines.append(_("我们最晚 %(day)s 办结。", day=day(filing.due_on)))
    else:
        lines.append(no_limit_text(case.item, language()))
    return [*lines, *hearing_of(filing)]
