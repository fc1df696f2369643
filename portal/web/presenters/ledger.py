"""A month's ledger and figures, as a page, a spreadsheet and a chart show them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from portal.adapters.text_tables import TextTable
from portal.domain.timeliness import Timeliness
from portal.domain.vocabulary import Channel
from portal.services.ledger import ANSWERS, WORDS_ALONE, Figures, LedgerLine
from portal.services.rulebook import rulebook
from portal.web.dates import day_of_this_year
from portal.web.labels import SATISFACTION, label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.sentences import item_name
from portal.wording.ledger import timeliness_name
from portal.wording.names import document_name

WIDTH, LONGEST, ROW_HEIGHT, LETTER, BAR = 320, 270, 40, 14, 16
"""Of a chart, in its own units: as wide as a narrow telephone, so that its letters stay readable there."""


class Segment(NamedTuple):
    """One piece of a bar."""

    x: int
    width: int
    shade: int


class BarRow(NamedTuple):
    """One bar under its name, its number behind it."""

    name: str
    total: str
    name_y: int
    bar_y: int
    end: int
    segments: Sequence[Segment]


class Chart(NamedTuple):
    """The same numbers twice: drawn, and as a table."""

    key: str
    title: str
    headings: Sequence[str]
    lines: Sequence[Sequence[str]]
    bars: Sequence[BarRow] = ()
    legend: Sequence[tuple[int, str]] = ()

    @property
    def height(self) -> int:
        """Of the drawing."""
        return len(self.bars) * ROW_HEIGHT


def charts(found: Figures) -> list[Chart]:
    """What a month's page shows, in its order; a chart without anything in it is left out."""
    channels = [channel for channel in Channel if any(week[channel] for week in found.weeks.values())]
    weeks = [(_week(monday), [week[each] for each in channels]) for monday, week in sorted(found.weeks.items())]
    timely = [
        (timeliness_name(each, language()), [found.timeliness[each]]) for each in Timeliness if found.timeliness[each]
    ]
    causes = [(_cause(cause), [count]) for cause, count in found.causes.most_common()]
    ratings = [(str(word), [found.ratings[stars]]) for stars, word in SATISFACTION.items() if found.ratings[stars]]
    items = [[_item(each.item_id), *map(str, (each.sent, each.decided)), _days(each.median_days), str(each.late)]
             for each in found.items]  # fmt: skip
    of_items = (_("事项"), _("收到"), _("办结"), _("一半在几天内办结"), _("过了期限"))
    drawn = [
        _chart("weeks", _("每星期各渠道收到多少"), _("从哪天起的一星期"), weeks, [label(each) for each in channels]),
        _chart("timeliness", _("办结和期限比"), _("怎么办的"), timely, [_("件数")]),
        _chart("causes", _("一次性告知要补什么"), _("要补的"), causes, [_("次数")]),
        _chart("ratings", _("大家怎么评价"), _("评价"), ratings, [_("件数")]),
        Chart("items", str(_("各事项")), of_items, items),
    ]
    return [each for each in drawn if each.lines]


def as_tables(found: Figures) -> list[TextTable]:
    """The same for a spreadsheet; of a month in which nothing came, the ledger's headings alone."""
    return [TextTable(each.title, each.headings, each.lines) for each in charts(found)] or [ledger_table([])]


def ledger_table(lines: Iterable[LedgerLine]) -> TextTable:
    """A filing a line."""
    beginning = (_("编号"), _("事项"), _("备案类型"), _("渠道"), _("就医地"), _("办到哪一步"))
    days = (_("提交日期"), _("受理日期"), _("最晚办结"), _("办结日期"), _("从哪天起"), _("到哪天为止"))
    return TextTable(str(_("台账")), (*beginning, *days, _("和期限比")), map(_ledger_line, lines))


def _ledger_line(line: LedgerLine) -> Sequence[str]:
    days = (line.submitted_on, line.accepted_on, line.due_on, line.decided_on, line.begins_on, line.ends_on)
    words = (
        _item(line.item_id),
        label(line.filing_type),
        label(line.channel),
        rulebook.place_name(line.treatment_place),
    )
    written = (day.isoformat() if day else "" for day in days)
    return (line.number, *words, label(line.status), *written, timeliness_name(line.timeliness, language()))


def _chart(key: str, title: str, first: str, rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[str]) -> Chart:
    sums = [_("合计")] if len(series) > 1 else []
    lines = [[name, *map(str, counts), *([str(sum(counts))] if sums else [])] for name, counts in rows]
    legend = list(enumerate(series)) if len(series) > 1 else []
    return Chart(key, str(title), (first, *series, *sums), lines, list(_bars(rows)), legend)


def _bars(rows: Sequence[tuple[str, Sequence[int]]]) -> Iterator[BarRow]:
    most = max((sum(counts) for _name, counts in rows), default=0)
    for place, (name, counts) in enumerate(rows):
        segments, end = list[Segment](), 0
        for shade, count in enumerate(counts):
            width = round(LONGEST * count / most)
            segments += [Segment(end, width, shade)] if count else []
            end += width
        top = place * ROW_HEIGHT
        yield BarRow(name, str(sum(counts)), top + LETTER, top + LETTER + 5, end + 4, segments)


def _week(monday: date) -> str:
    return str(_("%(day)s起", day=day_of_this_year(monday)))


def _cause(cause: str) -> str:
    other = {ANSWERS: _("填的内容"), WORDS_ALONE: _("另外写明的")}
    return str(other.get(cause) or document_name(cause, language()))


def _item(item_id: str) -> str:
    item = rulebook.catalogue.item(item_id)
    return item_name(item) if item else item_id


def _days(days: float | None) -> str:
    return "" if days is None else str(_("%(count)s 天", count=f"{days:g}"))
