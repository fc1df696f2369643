"""The catalogue: the county files of the program and those of the operator's folder, read once, never changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from portal.catalogue.county import County
from portal.catalogue.files import CatalogueFault, county_files, read_county, slug_of
from portal.catalogue.taken import clashes
from portal.domain.item import Item


@dataclass(frozen=True)
class Catalogue:
    """Counties with their editions, oldest first; of a day, those of that day count, else the newest.

    A day before the oldest edition gets the oldest: there is nothing nearer to judge by.
    """

    editions: tuple[County, ...]
    day: date | None = None

    @classmethod
    def load(cls, own: Path | None = None) -> "Catalogue":
        """What comes with the portal and what the operator's folder adds; read at the first call only."""
        return _whole(own)

    @classmethod
    def of_county(cls, slug: str, own: Path | None = None) -> "Catalogue":
        """Only that county's editions, for a command that has to start at once; empty when there is no such county."""
        return _of_one(slug, own)

    @classmethod
    def of_files(cls, files: Iterable[Path]) -> "Catalogue":
        """A catalogue of these files; raises `CatalogueFault` when one is faulty."""
        loaded = [read_county(path) for path in files]
        faults = [fault for each in loaded for fault in each.faults]
        counties = [each.county for each in loaded if each.county]
        faults += clashes(counties)
        if faults:
            raise CatalogueFault(faults)
        return cls(tuple(sorted(counties, key=lambda county: county.edition)))

    def on(self, day: date) -> "Catalogue":
        """The same on that day: an edition of a later one is read, and not yet in force."""
        return replace(self, day=day)

    def counties(self) -> tuple[County, ...]:
        """Each county in the edition in force, by division code."""
        return tuple(sorted(self._in_force.values(), key=lambda county: county.division_code))

    def county(self, slug: str) -> County | None:
        """That county in the edition in force."""
        return self._in_force.get(slug)

    @cached_property
    def _in_force(self) -> Mapping[str, County]:
        return {slug: _of_day(editions, self.day) for slug, editions in self._editions.items()}

    @cached_property
    def _editions(self) -> Mapping[str, Sequence[County]]:
        found: dict[str, list[County]] = {}
        for county in self.editions:
            found.setdefault(county.slug, []).append(county)
        return found

    def items(self) -> tuple[Item, ...]:
        """Every item in force, county by county."""
        return tuple(item for county in self.counties() for item in county.items)

    def item(self, item_id: str, version: str | None = None, on: date | None = None) -> Item | None:
        """An item in the version it was judged by, else as its county offers it on that day, else as it was last.

        None on a day on which the county's edition in force no longer has it.
        """
        if version is not None:
            return next((item for item in self._versions.get(item_id, ()) if item.version == version), None)
        if on is not None:
            editions = self._editions.get(item_id.partition(".")[0])
            return _item_of(_of_day(editions, on), item_id) if editions else None
        begun = [item for item in self._versions.get(item_id, ()) if self.day is None or item.in_force_from <= self.day]
        return begun[-1] if begun else next(iter(self._versions.get(item_id, ())), None)

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[Item]]:
        found: dict[str, list[Item]] = {}
        for item in (item for county in self.editions for item in county.items):
            found.setdefault(item.id, []).append(item)
        return found

    def document_kinds(self, item_id: str) -> frozenset[str] | None:
        """The kinds of paper facts for that item may name, in any edition; None when there is no such item."""
        if item_id not in self._versions:
            return None
        editions = self._editions[item_id.partition(".")[0]]
        return frozenset().union(*(county.document_kinds for county in editions))


def _of_day(editions: Sequence[County], day: date | None) -> County:
    begun = [county for county in editions if day is None or county.edition <= day]
    return begun[-1] if begun else editions[0]


def _item_of(county: County, item_id: str) -> Item | None:
    return next((item for item in county.items if item.id == item_id), None)


@cache
def _whole(own: Path | None) -> Catalogue:
    return Catalogue.of_files(county_files(own))


@cache
def _of_one(slug: str, own: Path | None) -> Catalogue:
    return Catalogue.of_files([path for path in county_files(own) if slug_of(path) in (slug, None)])
