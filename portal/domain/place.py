"""What the rules need to know of the county an item belongs to."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from portal.domain import identity
from portal.domain.calendar import CalendarDays
from portal.domain.sourced import Citation
from portal.domain.vocabulary import FilingType

if TYPE_CHECKING:
    from portal.domain.item import Item  # an item knows its place, and a place its items


@dataclass(frozen=True, slots=True)
class DesignatedHospital:
    """A hospital the county names as one that may refer, and from when to when."""

    name: str
    citation: Citation
    designated_from: date | None = None
    designated_until: date | None = None

    def is_designated(self, on: date) -> bool:
        """True when the designation holds that day; a guide that prints no dates sets no limit."""
        begun = self.designated_from is None or self.designated_from <= on
        return begun and (self.designated_until is None or on <= self.designated_until)


@dataclass(frozen=True, slots=True)
class InsuringPlace:
    """A county, its codes, its hospitals and its other items."""

    slug: str
    name: str
    name_en: str
    insures: tuple[str, ...]
    pooling_area: tuple[str, ...]
    items_by_type: Mapping[FilingType, str] = field(default_factory=dict)
    items: Mapping[str, "Item"] = field(default_factory=dict, repr=False, compare=False)
    hospitals: Collection[DesignatedHospital] = ()
    holidays: CalendarDays = field(default_factory=CalendarDays)

    @property
    def names(self) -> Mapping[str, str]:
        """What sentences call it, in both languages."""
        return {"county": self.name, "county_en": self.name_en}

    def item_of(self, kind: FilingType) -> "Item | None":
        """The county's item for that filing type."""
        return self.items.get(self.items_by_type.get(kind, ""))

    def hospital(self, name: str) -> DesignatedHospital | None:
        """The hospital of that name; blanks and full-width letters make no difference."""
        return next((hospital for hospital in self.hospitals if is_same_hospital(hospital.name, name)), None)


FILED_AS_ONE = ("11", "12", "31", "46", "50", "54", "66")
"""Filed as one place on the national platform, without naming a city."""
UNDER_NO_CITY = "90"
"""Counties that a province governs itself have this in the city's place of their code."""


def is_covered(wanted: str, filed: str | None) -> bool:
    """Whether a filing for one place covers treatment at another: one files to a city, and is covered in all of it.

    A filing that names no place is never known to cover one.
    """
    if filed is None:
        return False
    if filed[:2] in FILED_AS_ONE:
        return wanted[:2] == filed[:2]
    whole = identity.significant(filed)
    if len(whole) == 6 and filed[2:4] != UNDER_NO_CITY:
        whole = filed[:4]
    return wanted.startswith(whole)


def is_same_hospital(one: str, other: str) -> bool:
    """Whether both are the name of one hospital; blanks and full-width letters make no difference."""
    return hospital_key(one) == hospital_key(other)


def hospital_key(name: str) -> str:
    """What two spellings of one hospital's name have in common."""
    return "".join(unicodedata.normalize("NFKC", name).split())
