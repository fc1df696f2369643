"""What a county's file, a few plain values and the language decide alone: made once, and kept.

A part of a file is known by itself and not by its name: a file that is read anew is another thing, and shows at once.
What is kept is nobody's data, for it is made of nothing but what it is kept for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple

from portal.web.language import language
from portal.web.remembering import folder

MOST = 200
"""How many things of a kind are kept, the latest used: a guide that is drawn has up to 200 kB."""
Parts = TypeVarTuple("Parts")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """A thing as a key: the same as no other one, however alike; kept for as long as its key is."""

    thing: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


PLAIN = (str, int, date, tuple, type(None))
"""What is known by its value; a part of a file is not."""


def key_of(part: Any) -> Any:
    """What a part is kept under: a plain value itself, and a list by what stands on it."""
    return part if isinstance(part, PLAIN) else Itself(part)


def thing_of(key: Any) -> Any:
    """The part that is kept under a key."""
    return key.thing if isinstance(key, Itself) else key


def kept(make: Callable[[*Parts], Made]) -> Callable[[*Parts], Made]:
    """Make it once for each language, and parts of a county's file or plain values."""

    @lru_cache(maxsize=MOST)
    def of(_language: str, _folder: str, *keys: Any) -> Made:
        return make(*map(thing_of, keys))

    @wraps(make)
    def found(*parts: *Parts) -> Made:
        return of(language(), folder(), *map(key_of, parts))

    return found
