"""The answer of "which filing do I need": whether the item fits, why not, what a clerk has to say, and by when."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.catalogue.county import County
from portal.domain.determination import UNKNOWN_DAYS, Determination
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType, Outcome, Severity
from portal.web.addresses import with_query
from portal.web.dates import day
from portal.web.language import gettext as _
from portal.web.presenters.determination import APPLY, Alternative, alternatives_of
from portal.web.presenters.sentences import filing_type_name, found
from portal.web.presenters.summary import Summary, SummaryRow, county_name, numbers_to_ask, summary_of
from portal.web.presenters.telephones import offices_by_number

NOT_SAID = frozenset({"treatment_place_unknown", "agent_not_stated", "filed_late", *UNKNOWN_DAYS.values()})
"""Findings about facts this wizard leaves to the form, and lateness, which the page says with its day on top."""


class Advice(NamedTuple):
    """The answer: what fits, why not, what a clerk has to say, and by when."""

    headline: str
    fits: bool
    summary: Summary
    apply_url: str
    rows: tuple[SummaryRow, ...]
    deadline_day: str
    deadline_tone: str
    against: tuple[str, ...]
    open_points: tuple[str, ...]
    remarks: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


class NoItem(NamedTuple):
    """The county has no item for the situation: what it is called, whom to ask, and what the county does offer.

    `needed` is empty where no one filing fits; a call is a number and the item it is printed for.
    """

    headline: str
    needed: str
    calls: tuple[tuple[str, str], ...]
    offices: Mapping[str, str]
    county: str
    url: str


def advice_of(
    county: County, item: Item, determination: Determination, today: date, carried: Mapping[str, str]
) -> Advice:
    """The rules' answer to what was told so far; `carried` goes with whoever goes on to the form."""
    told_findings = [finding for finding in determination.findings if finding.code not in NOT_SAID]
    fits, summary = determination.outcome is not Outcome.REFUSE, summary_of(county, item)
    is_late = determination.deadline_on is not None and determination.deadline_on < today
    deadline_day = _deadline(determination, today) if fits else ""
    words = {"item": summary.name, "county": summary.county}
    return Advice(
        headline=_("您适合：%(item)s（%(county)s）", **words) if fits else _("%(item)s（%(county)s）不合适", **words),
        fits=fits,
        summary=summary,
        apply_url=with_query(summary.apply_url, carried) if summary.apply_url else "",
        rows=tuple(row for row in summary.rows if not (deadline_day and row.is_of_deadline)),
        deadline_day=deadline_day,
        deadline_tone="warn" if is_late else "info",
        against=_sentences(told_findings, Severity.REFUSE),
        open_points=_sentences(told_findings, Severity.ASK),
        remarks=_sentences(told_findings, Severity.WARN),
        alternatives=alternatives_of(determination, APPLY),
    )


def no_item(county: County, kind: FilingType) -> NoItem:
    """What somebody needs and whom to call, where the county's guides have nothing that fits."""
    name = county_name(county)
    needed = "" if kind is FilingType.OTHER_TEMPORARY else filing_type_name(kind)
    headline = (
        _("您要办的是%(needed)s，%(county)s的指南里没有这一项", needed=needed, county=name)
        if needed
        else _("%(county)s的指南里没有适合的事项", county=name)
    )
    return NoItem(
        str(headline),
        needed,
        tuple((number, items[0]) for number, items in numbers_to_ask(county).items()),
        offices_by_number(county),
        name,
        url_for("guides.one_county", county=county.slug),
    )


def _deadline(determination: Determination, today: date) -> str:
    if determination.deadline_on is None:
        return ""
    if determination.deadline_on < today:
        return str(_("期限到%(day)s为止，已经过了", day=day(determination.deadline_on)))
    return str(_("最晚 %(day)s", day=day(determination.deadline_on)))


def _sentences(findings: list[Finding], severity: Severity) -> tuple[str, ...]:
    return tuple(found(finding) for finding in findings if finding.severity is severity)
