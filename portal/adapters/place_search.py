"""Finding a place of treatment by typing: characters, letters or a code, of the place or of anything inside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from unicodedata import normalize

from portal.adapters import divisions, pinyin, renamed_divisions, retired_divisions
from portal.adapters.divisions import Division
from portal.adapters.retired_divisions import RetiredDivision

MOST = 20
MOST_GIVEN_UP = 3
NOT_A_NAME = ("市辖区", "县")
"""What stands in the table of the past for the parts of a city together."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of treatment by its full name, and what inside it was meant, where it was not the place itself."""

    code: str
    name: str
    inside: str = ""

    @property
    def label(self) -> str:
        """山东省济宁市（汶上县）; names of places are Chinese on every page."""
        return f"{self.name}（{self.inside}）" if self.inside else self.name


class Weight(IntEnum):
    """Of places that fit alike, those that more people mean stand first."""

    PROVINCE = 0
    CAPITAL = 1
    OTHER = 2

    @classmethod
    def of(cls, code: str) -> "Weight":
        """By the division's code: xx0000 is a province, xx0100 its capital."""
        return {"0000": cls.PROVINCE, "0100": cls.CAPITAL}.get(code[2:], cls.OTHER)


class Fit(IntEnum):
    """How well a name fits what was typed, the best first."""

    WHOLE = 0  # but for the 市 or 县 at its end
    BEGINNING = 1
    WITHIN = 2


def search(text: str) -> list[FoundPlace]:
    """Places of treatment for what was typed, each once: the places themselves first, then what lies inside them."""
    wanted = _wanted(text)
    if not wanted:
        return []
    found: dict[str, FoundPlace] = {}
    for _rank, place, inside in [*sorted(_hits(wanted)), *_hits_of_names(wanted), *_hits_of_the_past(wanted)]:
        found.setdefault(place, FoundPlace(place, divisions.name(place) or place, inside))
    return list(found.values())[:MOST]


def given_up(text: str) -> list[str]:
    """What was typed and is no place of today, nor has one in its place, with where it was: 达县（原属四川省达州市）.

    A part of a name counts only where nothing else is found by it.
    """
    wanted = _wanted(text)
    if not wanted:
        return []
    inside = [each.inside for each in search(wanted)]
    unsettled = (
        gone
        for gone in retired_divisions.named(wanted)
        if gone.name not in NOT_A_NAME and not divisions.GAZETTEER.is_settled(gone.code)
        if not inside or (wanted in (gone.name, gone.code) and f"原{gone.name}" not in inside)
    )
    named = sorted(((gone.name, _was_in(gone)) for gone in unsettled), key=lambda each: len(each[1]))
    whole = [
        f"{name}（原属{within}）" for name, within in dict(named).items()
    ]  # of two of one name that in a known city
    return whole[:MOST_GIVEN_UP]


def _wanted(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _was_in(gone: RetiredDivision) -> str:
    """The city whose code begins like its own, where there is still one, else the province."""
    own, city, province = gone.code, f"{gone.code[:4]}00", f"{gone.code[:2]}0000"
    return (divisions.name(city) if city != own else None) or divisions.name(province) or province


Rank = tuple[bool, Fit, Weight, str]
Hit = tuple[Rank, str, str]
"""How it ranks, the place of treatment, and what inside it."""


def _hits(wanted: str) -> Iterator[Hit]:
    """Each division that fits; a province stands for its cities."""
    for division, fit in _read(wanted) if wanted.isascii() else _written(wanted):
        place = divisions.destination(division.code)
        if place is not None:
            is_inside = place != division.code
            yield (is_inside, fit, Weight.of(division.code), division.code), place, division.name if is_inside else ""
        else:
            for city in divisions.cities(division.code):
                yield (True, fit, Weight.of(city.code), city.code), city.code, ""


def _written(wanted: str) -> Iterator[tuple[Division, Fit]]:
    for division, text in _texts():
        if wanted not in text:
            continue
        if division.name.startswith(wanted):
            yield division, Fit.WHOLE if wanted in (division.name, division.name[:-1]) else Fit.BEGINNING
        else:
            yield division, Fit.WITHIN


@cache
def _texts() -> tuple[tuple[Division, str], ...]:
    """Each division with its full name, and the same as people say it, 山东济南."""
    return tuple(
        (each, f"{each.full_name} {each.full_name.replace('省', '').replace('市', '')}") for each in divisions.every()
    )


def _read(wanted: str) -> Iterator[tuple[Division, Fit]]:
    letters = pinyin.plain(wanted)
    for division in divisions.every():
        if letters and pinyin.begins(division.name, letters):
            stem = division.name[:-1]
            is_whole = letters in (pinyin.initials(stem), "".join(pinyin.syllables(stem)))
            yield division, Fit.WHOLE if is_whole else Fit.BEGINNING
        elif division.code.startswith(wanted):
            yield division, Fit.BEGINNING


def _hits_of_names(wanted: str) -> Iterator[Hit]:
    """A name the division of today had before: 襄樊 finds 襄阳."""
    letters = pinyin.plain(wanted) if wanted.isascii() else ""
    for code, former in renamed_divisions.every():
        province = divisions.name(f"{code[:2]}0000") or ""
        texts = (former, f"{province}{former}", f"{province.removesuffix('省').removesuffix('市')}{former}")
        place = divisions.destination(code)
        if place and (pinyin.begins(former, letters) if letters else any(wanted in each for each in texts)):
            yield (True, Fit.WITHIN, Weight.of(code), code), place, f"原{former}"


def _hits_of_the_past(wanted: str) -> Iterator[Hit]:
    """A name or code that was given up finds the one place it is filed under today.

    Where a province is filed as a whole it is the province, whichever of its parts took the other's place.
    """
    for gone in retired_divisions.named(wanted):
        code, province = divisions.GAZETTEER.today(gone.code), f"{gone.code[:2]}0000"
        place = divisions.destination(province if province in divisions.WHOLE_PROVINCES else code)
        if place is not None:
            yield (True, Fit.WITHIN, Weight.of(code), code), place, f"原{gone.name}"
