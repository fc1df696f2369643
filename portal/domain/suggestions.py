"""Answers that stand printed on a page: found by their labels and their shape, offered, and never taken by itself.

Only what can be right is offered: an ID number whose last character fits, a telephone that can be dialled, a real day.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain import identity
from portal.domain.claims import Answer
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.domain.printed_labels import Labelled, Printed, labelled
from portal.domain.spelling import figures, is_same_name, is_telephone, shown_name, telephone

MOST = 3
"""Of one question: a page full of telephones helps nobody."""
_DAY = re.compile(r"(?<![0-9])(\d{4})(?:\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})|(\d{2})(\d{2}))(?![0-9])")
_CARD = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx×](?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_DIALLED = re.compile(r"\+?[0-9(][0-9 ()+-]{5,}[0-9](?:转[0-9]+)?")
_NAME = re.compile(r"[^\W\d_]+(?:[·•. ][^\W\d_]+)*")
_HOUSE = re.compile(
    r"[\u4e00-\u9fff()（）]{2,30}(?:医院|卫生院|医疗中心|保健院|诊所)(?:[\u4e00-\u9fff()（）]{1,8}院区)?"
)
_LONGEST_NAME, _LONGEST_ADDRESS = 20, 100
_PATHS = {
    Printed.ADDRESS: "contact.address",
    Printed.ADMITTED: "admission.on",
    Printed.DISCHARGED: "admission.discharged_on",
    Printed.BEGINS: "begins_on",
    Printed.ISSUED: "referral.issued_on",
    Printed.HOSPITAL: "hospital",
    Printed.REFERRED_BY: "referral.institution",
}
_OF_PERSON = {
    Printed.NAME: "person.name",
    Printed.ID_NUMBER: "person.id_number",
    Printed.TELEPHONE: "contact.phone",
}
_OF_AGENT = {
    Printed.AGENT: "agent.name",
    Printed.ID_NUMBER: "agent.id_number",
    Printed.TELEPHONE: "agent.phone",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may answer the question of that path, and where it stands: the page is counted from 0."""

    path: str
    answer: Answer
    page: int
    place: PrintedPlace


@dataclass(frozen=True, slots=True)
class WantedAnswers:
    """The questions of a form, the referring hospitals it lets one choose from, and the day of today."""

    paths: Collection[str]
    hospitals: Collection[str]
    on: date


def suggestions(pages: Sequence[PageReading], wanted: WantedAnswers) -> tuple[Suggestion, ...]:
    """What the pages offer, at most `MOST` a question: what stands behind a label before what only looks like it."""
    kept: dict[tuple[str, Answer], Suggestion] = {}
    for each in (*_behind_labels(pages, wanted), *_by_shape(pages, wanted)):
        is_elsewhere = each.path in _GUESSED and any(other.answer == each.answer for other in kept.values())
        full = sum(path == each.path for path, _answer in kept) >= MOST
        if each.path in wanted.paths and not full and not is_elsewhere:
            kept.setdefault((each.path, each.answer), each)
    return tuple(kept.values())


_GUESSED = ("person.id_number", "contact.phone", "hospital")
"""What is known by its shape too: whatever another question has already is not offered to these."""


def _behind_labels(pages: Sequence[PageReading], wanted: WantedAnswers) -> Iterator[Suggestion]:
    for number, page in enumerate(pages):
        for text, place in _lines_of(page):
            for each in labelled(text):
                path = _path_of(each)
                if path and (answer := _answer(each.kind, each.text, wanted)):
                    yield Suggestion(path, answer, number, place)


def _lines_of(page: PageReading) -> Iterator[tuple[str, PrintedPlace]]:
    """Each line; one of labels alone together with the next box of its row, whose place counts."""
    pairs = {line: beside for line in page.lines if _only_labels(line) and (beside := _right_of(line, page))}
    for line in page.lines:
        if beside := pairs.get(line):
            yield f"{_folded(line.text)} {_folded(beside.text)}", beside.place
        elif line not in pairs.values():
            yield _folded(line.text), line.place


def _only_labels(line: PrintedLine) -> bool:
    found = list(labelled(_folded(line.text)))
    return bool(found) and not any(each.text for each in found)


def _by_shape(pages: Sequence[PageReading], wanted: WantedAnswers) -> Iterator[Suggestion]:
    for number, page in enumerate(pages):
        for line in page.lines:
            text = _folded(line.text)
            is_heading = _HOUSE.match(text) and next(labelled(text), None) is None
            shapes = (
                (_OF_PERSON[Printed.ID_NUMBER], [_id_number(found, wanted) for found in _CARD.findall(text)]),
                (_OF_PERSON[Printed.TELEPHONE], [_telephone(found) for found in _MOBILE.findall(text)]),
                (_PATHS[Printed.HOSPITAL], [_house(text)] if is_heading else []),
                (_PATHS[Printed.REFERRED_BY], [_listed(text, wanted)] if is_heading else []),
            )
            for path, answers in shapes:
                yield from (Suggestion(path, answer, number, line.place) for answer in answers if answer)


def _folded(text: str) -> str:
    """Full-width signs as half-width ones, so that a colon is a colon; lines to write on are none."""
    return unicodedata.normalize("NFKC", text).replace("_", " ").strip()


def _right_of(label: PrintedLine, page: PageReading) -> PrintedLine | None:
    """What stands in the next box of the same row of a table."""
    half = label.place.height / 2
    beside = (
        line
        for line in page.lines
        if line.place.left >= label.place.right - half * page.ratio
        and abs(line.place.middle - label.place.middle) < half
    )
    return min((line for line in beside if line is not label), key=lambda line: line.place.left, default=None)


def _path_of(found: Labelled) -> str | None:
    own = _OF_AGENT if found.of_agent else _OF_PERSON
    return _PATHS.get(found.kind) or own.get(found.kind)


def _answer(kind: Printed, text: str, wanted: WantedAnswers) -> Answer:
    """What the text says, where it can be an answer to that."""
    match kind:
        case Printed.NAME | Printed.AGENT:
            return _name(text)
        case Printed.ID_NUMBER:
            return next(filter(None, (_id_number(found, wanted) for found in _CARD.findall(text))), None)
        case Printed.TELEPHONE:
            return next(filter(None, (_telephone(found) for found in _DIALLED.findall(text))), None)
        case Printed.ADDRESS:
            return text if 4 <= len(text) <= _LONGEST_ADDRESS else None
        case Printed.HOSPITAL:
            return _house(text)
        case Printed.REFERRED_BY:
            return _listed(text, wanted)
    return _day(text)


def _name(text: str) -> str | None:
    found = _NAME.match(text)
    name = shown_name(found[0]) if found else ""
    return name if 2 <= len(name) <= _LONGEST_NAME and not next(labelled(f"{name} "), None) else None


def _id_number(text: str, wanted: WantedAnswers) -> str | None:
    number = figures(text)
    return number if identity.fault_of(number, wanted.on) is None else None


def _telephone(text: str) -> str | None:
    number = telephone(text)
    return number if is_telephone(number) else None


def _house(text: str) -> str | None:
    found = _HOUSE.search(text)
    return found[0] if found else None


def _listed(text: str, wanted: WantedAnswers) -> str | None:
    """The hospital of the list that is named, as the list spells it."""
    house = _house(text)
    return next((each for each in wanted.hospitals if house and is_same_name(each, house)), None)


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None
