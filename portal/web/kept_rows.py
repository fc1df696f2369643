"""What a row of a list says, made once for all that it is made of.

Beside each row stands everything it follows from: the columns that were read, sealed ones as they stand, the day, and
what whoever looks is to it. It is given only for just the same, so that nothing kept is ever out of date; its number
does no more than find it, for to compare two thousand bytes takes a tenth of hashing them. What is made is for a list:
masked, no name and no number in clear. All of it is let go of once anybody is erased, by whichever process, and at
midnight at the latest.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Generic, TypeVar, TypeVarTuple, cast

from flask import current_app

from portal.adapters import erasure_list
from portal.config import Settings
from portal.services.rulebook import rulebook
from portal.web.kept import Itself
from portal.web.presenters.damage import made_whole
from portal.web.remembering import folder
from portal.web.templates import LanguageEnvironment

MOST = 2000
"""How many rows of a kind are kept, at some three kilobytes each; when it is full all are made anew."""
Of = TypeVarTuple("Of")
Made = TypeVar("Made")


class KeptRows(Generic[*Of, Made]):
    """Makes rows of a kind, or gives what it made before of just the same."""

    def __init__(self, make: Callable[[*Of], Made]) -> None:
        self._make = make
        self._rows: dict[Hashable, tuple[tuple[*Of], Made]] = {}
        self._while: object = None

    def __len__(self) -> int:
        return len(self._rows)

    def each(self, of_each: Iterable[tuple[Hashable, tuple[*Of]]]) -> list[Made]:
        """A row for each of these: the number it is found by, and all that it is made of."""
        templates = cast(LanguageEnvironment, current_app.jinja_env)
        if templates.auto_reload:  # who works on templates sees every change at once
            return [self._make(*of) for _number, of in of_each]
        if (now := _what_else_counts()) != self._while:
            self._rows, self._while = {}, now
        rows, found = self._rows, []
        for number, of in of_each:
            before = rows.get((templates, number))
            found.append(before[1] if before and before[0] == of else self._made(rows, (templates, number), of))
        return found

    def _made(self, rows: dict[Hashable, tuple[tuple[*Of], Made]], key: Hashable, of: tuple[*Of]) -> Made:
        made, is_whole = made_whole(partial(self._make, *of))
        if is_whole:  # whoever is shown damage is written down each time
            if len(rows) >= MOST:
                rows.clear()
            rows[key] = of, made
        return made


def _what_else_counts() -> object:
    """The edition of the counties, the names of places, where the portal lies, the list of erasures as it stands."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    erased = erasure_list.state_of(settings.data_dir)
    return Itself(rulebook.catalogue), Itself(rulebook.gazetteer), folder(), erased


def kept_rows(make: Callable[[*Of], Made]) -> KeptRows[*Of, Made]:
    """Make each row once of what it is given, for it reads nothing of the request but its language."""
    return KeptRows(make)
