"""What a terminal shows: what can be filed there, everything that was typed, and the receipt."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from flask import url_for

from portal.domain.claims import answer_at
from portal.domain.fact_rules import FactFaults
from portal.domain.item import Item
from portal.domain.numbering import grouped
from portal.domain.questions import Section, question_at
from portal.services.cases import Case
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.assessment import DraftAssessment, assessed
from portal.web.presenters.claims import HEADINGS, answer_shown
from portal.web.presenters.filing_state import FilingState, hearing_of, state_of
from portal.web.presenters.missing import Missing, missing_of, ways_of
from portal.web.presenters.sentences import document_title, item_name
from portal.wording.answers import row_name

Row: TypeAlias = tuple[str, str, str]
"""What is answered, how, and where it is changed."""


class Choice(NamedTuple):
    """Something that can be filed here."""

    name: str
    begin_url: str


def choices(items: Iterable[Item]) -> tuple[Choice, ...]:
    """One for each of these items."""
    return tuple(Choice(item_name(each), url_for("kiosk.begin", slug=each.id.partition(".")[2])) for each in items)


class KioskVerdict(NamedTuple):
    """What the rules say so far, in sentences; nothing on a terminal leads away from it."""

    tone: str
    title: str
    sentences: tuple[str, ...]


def _verdict(found: DraftAssessment) -> KioskVerdict:
    lines = tuple(str(_("%(word)s：%(text)s。", word=each.word, text=each.text)) for each in found.lines)
    effects = tuple(str(_("晚了会怎样：")) + each.text for each in found.effects)
    return KioskVerdict(found.tone, found.title, (*lines, *found.days, *effects))


class Everything(NamedTuple):
    """All that was typed, what the rules say of it, and which papers are to be shown or sent afterwards."""

    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    verdict: KioskVerdict
    owed: tuple[str, ...]
    ways: tuple[str, ...]
    hearing: tuple[str, ...]
    signer: str


def everything(case: Case, names: Mapping[str, str]) -> Everything:
    """Of the draft on the screen; `names` are the pages on which each answer is given, by its key path."""
    try:
        found = case.foreseen()
    except FactFaults:  # said by the page itself when it is sent
        found = None
    headed = ((str(title), tuple(_rows(case, names, inner))) for inner, title in HEADINGS.items())
    owed = found.owed if found else ()
    return Everything(
        sections=tuple((title, rows) for title, rows in headed if rows),
        verdict=_verdict(assessed(found)) if found else KioskVerdict("info", "", ()),
        owed=tuple(document_title(case.item, kind) for kind in owed),
        ways=ways_of(case.filing, case.item) if owed else (),
        hearing=hearing_of(case.filing),
        signer=case.filing.claims.signer.name or "",
    )


def _rows(case: Case, names: Mapping[str, str], sections: Collection[Section]) -> Iterator[Row]:
    for path, name in names.items():
        question = question_at(path)
        text = answer_shown(question, answer_at(case.filing.claims, path)) if question.section in sections else ""
        if text:
            yield row_name(path, language()), text, url_for("kiosk_asking.ask", name=name, then="check")


class Receipt(NamedTuple):
    """It is in."""

    name: str
    grouped_number: str
    state: FilingState
    missing: Missing | None
    code: str | None


def receipt(case: Case, today: date, code: str | None) -> Receipt:
    """Of what was sent in from here a moment ago."""
    filing = case.filing
    return Receipt(item_name(case.item), grouped(filing.number), state_of(filing, today), missing_of(case, today), code)
