"""What the rules say of a draft so far, in plain words for the person who fills it in."""

from typing import NamedTuple

from portal.domain.determination import Determination
from portal.domain.findings import Finding
from portal.domain.term import counts_from_decision
from portal.domain.vocabulary import Outcome, Severity
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.language import gettext as _
from portal.web.presenters.determination import APPLY, Alternative, Line, alternatives_of, effects_of, line_of
from portal.web.presenters.filing_state import contact_of

_NO_SUCH_STAY = frozenset({"not_inpatient", "not_emergency"})
_TONES = {Outcome.APPROVE: "ok", Outcome.CORRECT: "info", Outcome.ASK: "warn", Outcome.REFUSE: "bad"}


class DraftAssessment(NamedTuple):
    """The answer, its reasons, the days that count, and what follows from lateness."""

    tone: str
    title: str
    lines: tuple[Line, ...]
    days: tuple[str, ...]
    effects: tuple[Line, ...]
    alternatives: tuple[Alternative, ...]
    call: str
    is_refused: bool


def assessed(found: Determination) -> DraftAssessment:
    """Of what the rules say to a draft as it stands, or as it would stand."""
    codes = frozenset(finding.code for finding in found.findings)
    return DraftAssessment(
        tone=_TONES[found.outcome],
        title=_title(found.outcome),
        lines=tuple(line_of(finding) for finding in found.findings if not _is_said_elsewhere(finding, codes)),
        days=_days(found),
        effects=effects_of(found),
        alternatives=alternatives_of(found, APPLY),
        call=next(iter(contact_of(found.item).phones), ""),
        is_refused=found.outcome is Outcome.REFUSE,
    )


def _is_said_elsewhere(finding: Finding, codes: frozenset[str]) -> bool:
    """What is owed stands with the papers; nobody is asked for the day of a stay they say there is none of."""
    is_moot = finding.code == "admission_day_unknown" and not codes.isdisjoint(_NO_SUCH_STAY)
    return is_moot or finding.severity is Severity.CORRECT or finding.code == "by_commitment"


def _title(outcome: Outcome) -> str:
    titles = {
        Outcome.APPROVE: _("照您填的，可以备案"),
        Outcome.CORRECT: _("照您填的可以办，材料还没有齐"),
        Outcome.ASK: _("可以提交，有的地方要由工作人员看了再定"),
        Outcome.REFUSE: _("照您填的，这一项办不了"),
    }
    return str(titles[outcome])


def _days(found: Determination) -> tuple[str, ...]:
    sentences = []
    if found.deadline_on:
        sentences.append(_("最晚 %(day)s 提交，不受影响。", day=day(found.deadline_on)))
    if found.due_on:
        sentences.append(_("今天提交，最晚 %(day)s 办结。", day=day(found.due_on)))
    item = rulebook.catalogue.item(found.item)
    if item is not None and counts_from_decision(item):
        sentences.append(_("从准予的那天起算。"))
    elif found.begins_on:
        sentences.append(_("办好以后从 %(day)s 起算。", day=day(found.begins_on)))
    if found.ends_on:
        sentences.append(_("有效到 %(day)s。", day=day(found.ends_on)))
    return tuple(sentences)
