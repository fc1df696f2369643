"""What a county's file and the language decide alone: made once, and kept as long as that file is in use.

A part of a file is known by itself and not by its name: a file that is read anew is another thing, and shows at once.
What is kept is nobody's data, for it is made of nothing but what it is kept for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple

from portal.web.language import language

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


def kept(make: Callable[[*Parts], Made]) -> Callable[[*Parts], Made]:
    """Make it once for each language and parts of a county's file; a list of them is known by what stands on it."""

    @lru_cache(maxsize=MOST)
    def of(_language: str, *keys: Itself | tuple[Any, ...]) -> Made:
        parts: Any = (key.thing if isinstance(key, Itself) else key for key in keys)
        return make(*parts)

    @wraps(make)
    def found(*parts: *Parts) -> Made:
        return of(language(), *(part if isinstance(part, tuple) else Itself(part) for part in parts))

    return found
