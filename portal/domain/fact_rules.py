"""What a single fact may be, whoever told it: each rule answers with a fault's code and values, or with None."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from portal.domain import identity
from portal.domain.gazetteer import Gazetteer
from portal.domain.spelling import JOINERS, figures, words_of
from portal.domain.values import Value

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 200
MOST_DAYS = 36_600
MOST_MONTHS = 1_200
MOST_PERSONS = 10_000


@dataclass(frozen=True, slots=True)
class FactFault:
    """One thing wrong with the facts given: where, and a code with values that wording makes a sentence of."""

    path: str
    code: str
    values: tuple[tuple[str, Value], ...] = ()


class FactFaults(Exception):
    """Everything wrong with the facts given."""

    def __init__(self, faults: tuple[FactFault, ...]) -> None:
        super().__init__(", ".join(f"{fault.path}: {fault.code}" for fault in faults))
        self.faults = faults


def text_fault(path: str, value: str) -> FactFault | None:
    """A name or title: not empty, no control characters, of reasonable length."""
    code = None
    if not words_of(value):
        code = "empty"
    elif len(value) > LONGEST_TEXT:
        code = "too_long"
    elif any(_is_invisible(character) for character in value):
        code = "control_characters"
    return FactFault(path, code, (("longest", LONGEST_TEXT),)) if code else None


def _is_invisible(character: str) -> bool:
    """Control and direction characters, half surrogates and line separators have no place in a name.

    A character newer than the Unicode tables of this Python is let through, since rare names use such; so are the
    joiners that some scripts need.
    """
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in JOINERS


def number_fault(path: str, value: int, most: int) -> FactFault | None:
    """A whole number that is not negative and not absurd."""
    if value < 0:
        return FactFault(path, "negative")
    return FactFault(path, "too_large", (("most", most),)) if value > most else None


def day_fault(path: str, value: date) -> FactFault | None:
    """A day of a year that people and guides mean."""
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    return FactFault(path, "year_out_of_range", (("first", FIRST_YEAR), ("last", LAST_YEAR)))


def division_fault(path: str, value: str, gazetteer: Gazetteer) -> FactFault | None:
    """The code of a division there is, or was."""
    if not identity.is_division_code(value):
        return FactFault(path, "not_division_code")
    return None if gazetteer.is_division(value) else FactFault(path, "no_such_division")


def id_number_fault(path: str, value: str, on: date | None) -> FactFault | None:
    """A resident ID number; without a filing day the birth day is checked against the far future."""
    code = identity.fault_of(figures(value), on or date(LAST_YEAR, 12, 31))
    return FactFault(path, code) if code else None


def document_fault(path: str, kind: str, known: frozenset[str]) -> FactFault | None:
    """A kind of document the item's county knows."""
    if kind in known:
        return None
    return FactFault(path, "unknown_document_kind", (("kinds", "、".join(sorted(known))),))
