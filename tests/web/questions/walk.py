"""Walks one question, check or anchor through every place that has to know it, and names each piece that is missing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

from babel.messages import Catalog
from babel.messages.pofile import read_po

from portal.domain.check import Check
from portal.domain.claims import Answer, Claims, answer_at, laid_over, with_answer
from portal.domain.determination import UNKNOWN_DAYS
from portal.domain.fact_law import Circumstances, facts_from
from portal.domain.fact_rules import FactFaults
from portal.domain.facts_json import parse_facts
from portal.domain.periods import Anchor
from portal.domain.questions import CLERK, HOSPITAL, QUESTIONS, AnswerKind, Question, Section, question_at
from portal.domain.vocabulary import Channel, Scheme
from portal.web.hospital.forms import PARTS
from portal.web.kiosk.walk import SECTIONS as AT_A_TERMINAL
from portal.web.language import in_language
from portal.web.presenters.claims import HEADINGS
from portal.web.presenters.summary import anchor_name
from portal.web.public.wizard_pages import DAYS, PAGES, WITHOUT_PAGE
from portal.web.questions.choices import CHOICES
from portal.web.questions.controls import FIELDS
from portal.web.questions.table import WORDINGS, wording_of
from portal.wording import answers, conditions, findings
from tests.domain.verdicts import codes_of
from tests.people import NOW

ROOT = Path(__file__).resolve().parents[3]
CATALOGUES = {path.parts[-3]: path for path in ROOT.glob("portal/translations/*/LC_MESSAGES/*.po")}
CHOSEN = (AnswerKind.CHOICE, AnswerKind.PLACE, AnswerKind.HOSPITAL)
DRAWN_IN = {
    frozenset({Channel.ONLINE}): ("citizen/who.html", "citizen/where.html", "citizen/check.html"),
    frozenset({Channel.KIOSK}): ("kiosk/check.html",),
    CLERK: ("clerk/intake.html",),
    HOSPITAL: ("hospital/_sections.html",),
}
SOMEBODY: dict[str, Answer] = {
    "name": "韦测试",
    "id_number": "11010519491231002X",
    "scheme": Scheme.RESIDENT,
    "insured_place": "370830",
}
SAMPLES: dict[AnswerKind, Answer] = {
    AnswerKind.DAY: date(2026, 9, 1),
    AnswerKind.FLAG: True,
    AnswerKind.NUMBER: 3,
    AnswerKind.PLACE: "310000",
    AnswerKind.HOSPITAL: "汶上县中医院",
}
"""An answer of each kind rules read; of a choice, the first member of its enumeration."""
WILD: dict[AnswerKind, Answer] = {
    AnswerKind.DAY: date(1, 1, 1),
    AnswerKind.NUMBER: 10**9,
    AnswerKind.PLACE: "nowhere",
    AnswerKind.HOSPITAL: "\u202e",
    AnswerKind.TEXT: "\u202e",
    AnswerKind.HOSPITAL_BY_NAME: "\u202e",
    AnswerKind.DIAGNOSIS: "\u202e",
}
"""What no form lets through, and a row may hold all the same."""
NO_HEADING = {Section.SIGNATURE: "a signature stands on the paper it signs"}


def of_question(question: Question) -> Iterator[str]:
    """What this question lacks."""
    path = question.path
    try:
        answer_at(Claims(), path)
    except AttributeError:
        yield f"portal/domain/claims.py keeps no {path}"
    if question.kind not in FIELDS:
        yield f"portal/web/questions/controls.py has no field for {question.kind}"
    if f'"{question.kind}":' not in (ROOT / "templates/components/questions.html").read_text():
        yield f"templates/components/questions.html draws no {question.kind}"
    if question.kind in CHOSEN and path not in CHOICES:
        yield f"portal/web/questions/choices.py offers nothing for {path}"
    if path not in answers.ROWS:
        yield f"portal/wording/answers.py has no row for {path}"
    else:
        yield from _untranslated(answers.ROWS[path])
    if question.kind is AnswerKind.NUMBER and path not in answers.COUNTS:
        yield f"portal/wording/answers.py does not say what {path} counts"
    if question.section not in NO_HEADING and not any(question.section in sections for sections in HEADINGS):
        yield f"portal/web/presenters/claims.py has no heading over {question.section}"
    if path not in WORDINGS:
        yield f"portal/web/questions has no wording for {path}"
    else:
        yield from _wordings(question)
        yield from _pages(question)


def _wordings(question: Question) -> Iterator[str]:
    for channel in sorted(question.asked_in):
        for looks_ahead in (False, True):
            wording = wording_of(question, channel, looks_ahead)
            with in_language("zh"):
                shown = [
                    str(each) for each in (wording.label, wording.needed, wording.hint, *wording.answer_hints.values())
                ]
            if question.is_needed(channel) and not shown[1]:
                yield f"the wording of {question.path} does not say what to fill in, {channel} needs it"
            for text in filter(None, shown):
                yield from _untranslated(text)


def _pages(question: Question) -> Iterator[str]:
    """A template draws a section whole, or one field by its name."""
    for channel in sorted(question.asked_in.difference(*DRAWN_IN)):
        yield f"no page of {channel} draws {question.section}"
    for channels, templates in DRAWN_IN.items():
        drawn = "".join((ROOT / "templates" / name).read_text() for name in templates)
        sections = {
            name for call in re.findall(r"form\.section\(([^)]*)\)", drawn) for name in re.findall(r"\w+", call)
        }
        if Channel.KIOSK in channels:  # one question a page, whatever it is
            sections |= set(AT_A_TERMINAL)
        if "form.parts()" in drawn:
            sections |= {section for _title, several in PARTS for section in several}
        fields = set(re.findall(r'form\["(\w+)"\]', drawn))
        if (
            channels & question.asked_in
            and question.section not in sections
            and WORDINGS[question.path].name not in fields
        ):
            yield f"no page of {', '.join(sorted(channels))} draws {question.section}"


def _untranslated(sentence: str) -> Iterator[str]:
    for language in CATALOGUES:
        entry = _messages(language).get(sentence)
        if entry is None or not entry.string:
            yield f"“{sentence}” has no {language}"


@cache
def _messages(language: str) -> Catalog:
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=language)


def of_check(name: str, check: type[Check], questions: Sequence[Question] = QUESTIONS) -> Iterator[str]:
    """What this check lacks; `questions` are the questions there are."""
    if not hasattr(check, "asks"):
        yield f"{check.__name__} does not declare what it asks"
        return
    known = {question.path for question in questions}
    yield from (f"portal/domain/questions.py does not ask {path}" for path in check.asks if path not in known)
    for path in known.intersection(check.asks):
        yield from _rules_are_told(path)
    sentences = [text for code, text in conditions.SENTENCES.items() if code.removesuffix("_in_principle") == name]
    if not sentences:
        yield f"portal/wording/conditions.py has no sentence for {name}"
    for code in codes_of(check):
        if code not in findings.SENTENCES:
            yield f"portal/wording/findings.py has no sentence for {code}"
        else:
            sentences.append(findings.SENTENCES[code])
    for sentence in sentences:
        yield from _untranslated(sentence)
    if not check.is_remark and (name in PAGES) == (name in WITHOUT_PAGE):
        yield f"portal/web/public/wizard_pages.py has neither a page for {name} nor why not, or both"


def _rules_are_told(path: str) -> Iterator[str]:
    """What is answered has to reach the facts, from a page and from JSON."""
    kind = question_at(path).kind
    answer = SAMPLES[kind] if kind in SAMPLES else _member_at(path)
    around = Circumstances("demo", Channel.ONLINE, NOW)
    claims = laid_over(Claims(), {f"person.{name}": value for name, value in SOMEBODY.items()})
    facts_of_both = [
        facts_from(each, around, lambda _item: frozenset()) for each in (claims, with_answer(claims, path, answer))
    ]
    if facts_of_both[0] == facts_of_both[1]:
        yield f"portal/domain/fact_law.py does not tell the rules {path}"
    written = {"item": "demo", "channel": "online", "filed_at": NOW.isoformat(), "person": dict(SOMEBODY)}
    yield from _wild_answer_is_told(claims, path, WILD.get(kind), around)
    part, _dot, name = path.rpartition(".")
    owner = written.setdefault(part, {}) if part else written
    assert isinstance(owner, dict)
    owner[name] = answer.isoformat() if isinstance(answer, date) else answer
    try:
        read = parse_facts(written, lambda _item: frozenset())
    except FactFaults:
        yield f"portal/domain/facts_json.py does not read {path}"
    else:
        if read != facts_of_both[1]:
            yield f"portal/domain/facts_json.py reads {path} as something else"


def _member_at(path: str) -> Answer:
    """The first answer to a choice, read from the type of its claim."""
    claims: object = Claims()
    *parts, name = path.split(".")
    for part in parts:
        claims = getattr(claims, part)
    kind = next(each for each in get_args(get_type_hints(type(claims))[name]) if issubclass(each, StrEnum))
    return next(iter(kind))


def _wild_answer_is_told(claims: Claims, path: str, answer: Answer, around: Circumstances) -> Iterator[str]:
    """A row that was not typed into a form, or long ago, is looked at before the rules are."""
    if answer is None:
        return
    try:
        facts_from(with_answer(claims, path, answer), around, lambda _item: frozenset())
    except FactFaults:
        return
    yield f"portal/domain/fact_law.py lets {answer!r} through as {path}"


def of_anchor(anchor: Anchor) -> Iterator[str]:
    """What this anchor lacks."""
    yield from (f"{anchor} has no name" for name in [anchor_name(anchor)] if not name)
    if anchor.asks is None:
        return
    if anchor.asks not in {question.path for question in QUESTIONS}:
        yield f"portal/domain/questions.py does not ask {anchor.asks}"
    if anchor.asks not in DAYS:
        yield f"portal/web/public/wizard_pages.py has no page for {anchor.asks}"
    code = UNKNOWN_DAYS.get(anchor, "")
    if code not in findings.SENTENCES:
        yield f"portal/wording/findings.py has no sentence for an unknown {anchor}"
    else:
        yield from _untranslated(findings.SENTENCES[code])
