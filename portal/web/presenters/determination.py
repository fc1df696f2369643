"""What the rules say, in the parts every page is drawn from: a line for each finding, the days, what fits instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from portal.domain.determination import Determination
from portal.domain.findings import Finding
from portal.domain.item import Condition, Item
from portal.domain.vocabulary import Outcome, Severity
from portal.services.casework import Examination
from portal.services.rulebook import rulebook
from portal.web.addresses import item_url
from portal.web.dates import day
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.sentences import alternative_name, document_title, found
from portal.wording.conditions import condition_text
from portal.wording.translation import own_text

GUIDE, APPLY = "guides.one_item", "apply.before_typing"
"""Where a page leads to from an item that fits better: to its guide, or to applying for it."""
_SHAPES = {
    Severity.REFUSE: ("✗", "bad"),
    Severity.CORRECT: ("✗", "bad"),
    Severity.ASK: ("!", "warn"),
    Severity.WARN: ("!", "warn"),
    Severity.INFO: ("!", "quiet"),
}
_TONES = {Outcome.APPROVE: "ok", Outcome.CORRECT: "warn", Outcome.ASK: "warn", Outcome.REFUSE: "bad"}


class Line(NamedTuple):
    """One thing the rules looked at; `word` says for the ear what the shape says for the eye."""

    shape: str
    tone: str
    word: str
    text: str
    basis: str


class Alternative(NamedTuple):
    """What fits better; without an address where the county has no such item."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class DeterminationShown:
    """A determination, ready to be read."""

    outcome: str
    tone: str
    lines: tuple[Line, ...]
    dates: tuple[tuple[str, str], ...]
    effects: tuple[Line, ...]
    alternatives: tuple[Alternative, ...]


def shown(examination: Examination, item: Item) -> DeterminationShown:
    """Everything the rules found, worst first, then what is in order."""
    determination = examination.determination
    return DeterminationShown(
        outcome=label(determination.outcome),
        tone=_TONES[determination.outcome],
        lines=(*worst_first(determination.findings), *in_order(examination, item)),
        dates=dates_of(determination),
        effects=effects_of(determination),
        alternatives=alternatives_of(determination, GUIDE),
    )


def line_of(finding: Finding) -> Line:
    """The line of a finding."""
    return Line(*_SHAPES[finding.severity], label(finding.severity), found(finding), finding.basis)


def worst_first(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """A line for each finding, worst first."""
    order = list(_SHAPES)
    return tuple(line_of(each) for each in sorted(findings, key=lambda finding: order.index(finding.severity)))


def in_order(examination: Examination, item: Item) -> tuple[Line, ...]:
    """A ✓ for each condition that is met and each paper that is there."""
    return (
        *(_met(condition) for condition in examination.met),
        *(_in_hand(item, kind) for kind in examination.in_hand),
    )


def _met(condition: Condition) -> Line:
    reading = condition.readings[0]
    text = condition_text(condition.name, reading.check, language())
    return Line("✓", "ok", _("符合"), text, reading.citation.basis)


def _in_hand(item: Item, kind: str) -> Line:
    material = item.material(kind)
    basis = material.citation.basis if material else item.citation.basis
    return Line("✓", "ok", _("符合"), _("已有：%(document)s", document=document_title(item, kind)), basis)


def dates_of(determination: Determination) -> tuple[tuple[str, str], ...]:
    """The days that follow, those that are known."""
    known = (
        (_("最晚办结"), determination.due_on),
        (_("最晚申报"), determination.deadline_on),
        (_("从哪天算"), determination.begins_on),
        (_("有效到"), determination.ends_on),
    )
    return tuple((name, day(on)) for name, on in known if on is not None)


def effects_of(determination: Determination) -> tuple[Line, ...]:
    """What follows from lateness: the sentence of the guide, never a computed sum."""
    return tuple(
        Line("!", "warn", label(Severity.WARN), own_text(effect, language()), effect.basis)
        for effect in determination.effects
    )


def alternatives_of(determination: Determination, page: str) -> tuple[Alternative, ...]:
    """What fits instead: an item of the county with that page of it, or a bare filing type by its name."""
    return tuple(Alternative(alternative_name(each), _page_of(each, page)) for each in determination.alternatives)


def _page_of(item_or_type: str, page: str) -> str:
    return item_url(page, item_or_type) if rulebook.catalogue.item(item_or_type) else ""
