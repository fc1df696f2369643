"""Reads one JSON object key by key and collects every fault with its key path, so that all are told at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import TypeVar

from portal.domain import fact_rules
from portal.domain.fact_rules import LONGEST_TEXT, FactFault
from portal.domain.gazetteer import Gazetteer
from portal.domain.spelling import figures, shown_name, words_of
from portal.domain.values import Value

E = TypeVar("E", bound=StrEnum)

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Days are counted in Beijing time; China has kept one offset without summer time since 1991."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


@dataclass
class ObjectReader:
    """Takes the known keys of one object; `close` reports those nobody asked for."""

    source: dict[str, object]
    path: str
    faults: list[FactFault]
    known_keys: set[str] = field(default_factory=set)

    def where(self, key: str) -> str:
        """The key path of a key of this object."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, code: str, **values: Value) -> None:
        """Remember one fault."""
        self.faults.append(FactFault(self.where(key), code, tuple(values.items())))

    def blame(self, fault: FactFault | None) -> bool:
        """Remember what a rule found, if anything; True when it found something."""
        if fault is not None:
            self.faults.append(fault)
        return fault is not None

    def raw(self, key: str) -> object:
        """The value as given, None when absent or null."""
        self.known_keys.add(key)
        return self.source.get(key)

    def says(self, key: str) -> bool:
        """True when the key is there, be its value null."""
        self.known_keys.add(key)
        return key in self.source

    def close(self) -> None:
        """Every key that was not asked for is a fault."""
        known = "、".join(sorted(self.known_keys))
        for key in self.source:
            if key not in self.known_keys:
                self.fault(printable(key), "unknown_key", known=known)

    def required(self, key: str) -> object:
        """The value of a key that must be there."""
        value = self.raw(key)
        if value is None:
            self.fault(key, "missing")
        return value

    def text(self, key: str) -> str | None:
        """A name or title: not empty, no control characters, of reasonable length."""
        value = self.raw(key)
        if value is None:
            return None
        return self.checked_text(key, value)

    def checked_text(self, key: str, value: object) -> str | None:
        """That value as text, when it can be one."""
        if not isinstance(value, str):
            self.fault(key, "not_text")
            return None
        return None if self.blame(fact_rules.text_fault(self.where(key), value)) else words_of(value)

    def name(self, key: str) -> str | None:
        """Somebody's name, less the signs nobody sees."""
        value = self.raw(key)
        if value is None:
            return None
        return self.checked_text(key, shown_name(value) if isinstance(value, str) else value)

    def flag(self, key: str) -> bool | None:
        """True, false, or not known."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        self.fault(key, "not_flag")
        return None

    def number(self, key: str, most: int) -> int | None:
        """A whole number that is not negative and not absurd; true is not a number."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(key, "not_whole_number")
            return None
        return None if self.blame(fact_rules.number_fault(self.where(key), value, most)) else value

    def day(self, key: str) -> date | None:
        """A real calendar day written YYYY-MM-DD."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fault(key, "not_date")
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fault(key, "no_such_day", day=value)
            return None
        return None if self.blame(fact_rules.day_fault(self.where(key), day)) else day

    def moment(self, key: str) -> datetime | None:
        """A moment with its offset from UTC, turned to Beijing time."""
        value = self.required(key)
        if value is None:
            return None
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            self.fault(key, "not_moment")
            return None
        try:
            moment = datetime.fromisoformat(value.upper())
        except ValueError:
            self.fault(key, "no_such_day", day=value)
            return None
        if moment.tzinfo is None:
            self.fault(key, "no_offset")
            return None
        return None if self.blame(fact_rules.day_fault(self.where(key), moment)) else moment.astimezone(BEIJING)

    def choice(self, key: str, choices: type[E]) -> E | None:
        """One of a closed list of words."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, str) and value in [choice.value for choice in choices]:
            return choices(value)
        self.fault(key, "not_one_of", choices="、".join(choice.value for choice in choices))
        return None

    def division(self, key: str, gazetteer: Gazetteer) -> str | None:
        """The code of a division there is, or was."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(key, "not_division_code")
            return None
        code = figures(value)
        return None if self.blame(fact_rules.division_fault(self.where(key), code, gazetteer)) else code

    def id_number(self, key: str) -> str | None:
        """A text that may be an ID number, normalised; whether it is one depends on the filing day."""
        value = self.raw(key)
        if value is None or isinstance(value, str):
            return None if value is None else figures(value)
        self.fault(key, "not_text")
        return None

    def items(self, key: str) -> Iterable[tuple[str, object]]:
        """Each entry of a list with its key path inside this object; a missing list is an empty one."""
        if not self.says(key):
            return ()
        value = self.source[key]
        if not isinstance(value, list):
            self.fault(key, "not_list")
            return ()
        return [(f"{key}[{index}]", entry) for index, entry in enumerate(value)]

    def inner(self, key: str) -> "ObjectReader | None":
        """A reader of the object under that key, or None when there is none."""
        value = self.raw(key)
        return None if value is None else self.inner_of(key, value)

    def inner_of(self, key: str, value: object) -> "ObjectReader | None":
        """A reader of a value that ought to be an object."""
        if isinstance(value, dict):
            return ObjectReader(value, self.where(key), self.faults)
        self.fault(key, "not_object")
        return None


def printable(text: str) -> str:
    """A key as it may stand on a terminal: what is not printable is escaped, what is too long is cut."""
    shown = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in text[: LONGEST_TEXT // 4]
    )
    return shown or "(empty)"
