"""The catalogue: the county files of the program and those of the operator's folder, read once, never changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from portal.catalogue.county import County
from portal.catalogue.files import CatalogueFault, county_files, read_county, slug_of
from portal.catalogue.taken import clashes
from portal.domain.item import Item


@dataclass(frozen=True)
class Catalogue:
    """Counties with their editions, oldest first."""

    editions: tuple[County, ...]

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

    def counties(self) -> tuple[County, ...]:
        """The newest edition of each county, by division code."""
        return tuple(sorted(self._newest.values(), key=lambda county: county.division_code))

    def county(self, slug: str) -> County | None:
        """The newest edition of that county."""
        return self._newest.get(slug)

    @cached_property
    def _newest(self) -> Mapping[str, County]:
        return {county.slug: county for county in self.editions}

    def items(self) -> tuple[Item, ...]:
        """Every item in force, county by county."""
        return tuple(item for county in self.counties() for item in county.items)

    def item(self, item_id: str, version: str | None = None, on: date | None = None) -> Item | None:
        """An item in the version it was judged by, else in that of the day, else in the newest.

        A day before the oldest edition gets the oldest: there is nothing nearer to judge by.
        """
        kept = self._versions.get(item_id, ())
        if version is not None:
            return next((item for item in kept if item.version == version), None)
        in_force = [item for item in kept if on is None or item.in_force_from <= on]
        return in_force[-1] if in_force else next(iter(kept), None)

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[Item]]:
        found: dict[str, list[Item]] = {}
        for item in (item for county in self.editions for item in county.items):
            found.setdefault(item.id, []).append(item)
        return found

    def document_kinds(self, item_id: str) -> frozenset[str] | None:
        """The kinds of paper facts for that item may name; None when there is no such item."""
        county = self.county(item_id.partition(".")[0])
        return county.document_kinds if county and self.item(item_id) else None


@cache
def _whole(own: Path | None) -> Catalogue:
    return Catalogue.of_files(county_files(own))


@cache
def _of_one(slug: str, own: Path | None) -> Catalogue:
    return Catalogue.of_files([path for path in county_files(own) if slug_of(path) in (slug, None)])
