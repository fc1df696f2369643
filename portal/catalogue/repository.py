"""The catalogue: every county file in the package, read once, never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.catalogue.county import County
from portal.catalogue.loader import load_county
from portal.domain.item import Item

COUNTIES = Path(__file__).with_name("counties")


class CatalogueFault(Exception):
    """County files that cannot be used; `faults` names each fault by file and key path."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Catalogue:
    """Counties with their editions, oldest first."""

    editions: tuple[County, ...]

    @classmethod
    def load(cls) -> "Catalogue":
        """The catalogue that comes with the portal; read at the first call only."""
        return _packaged()

    @classmethod
    def of_county(cls, slug: str) -> "Catalogue":
        """Only that county's editions, for a command that has to start at once; empty when there is no such county."""
        return _packaged_county(slug)

    @classmethod
    def of_files(cls, files: Iterable[Path]) -> "Catalogue":
        """A catalogue of these files; raises `CatalogueFault` when one is faulty."""
        loaded = [load_county(path.read_text("utf-8"), path.name) for path in files]
        faults = [fault for each in loaded for fault in each.faults]
        counties = sorted((each.county for each in loaded if each.county), key=lambda county: county.edition)
        faults += _clashes(counties)
        if faults:
            raise CatalogueFault(faults)
        return cls(tuple(counties))

    def counties(self) -> tuple[County, ...]:
        """The newest edition of each county, by division code."""
        newest = {county.slug: county for county in self.editions}
        return tuple(sorted(newest.values(), key=lambda county: county.division_code))

    def county(self, slug: str) -> County | None:
        """The newest edition of that county."""
        return next((county for county in self.counties() if county.slug == slug), None)

    def items(self) -> tuple[Item, ...]:
        """Every item in force, county by county."""
        return tuple(item for county in self.counties() for item in county.items)

    def item(self, item_id: str, version: str | None = None, on: date | None = None) -> Item | None:
        """An item in the version it was judged by, else in that of the day, else in the newest.

        A day before the oldest edition gets the oldest: there is nothing nearer to judge by.
        """
        kept = [item for county in self.editions for item in county.items if item.id == item_id]
        if version is not None:
            return next((item for item in kept if item.version == version), None)
        in_force = [item for item in kept if on is None or item.in_force_from <= on]
        return in_force[-1] if in_force else next(iter(kept), None)

    def document_kinds(self, item_id: str) -> frozenset[str] | None:
        """The kinds of paper facts for that item may name; None when there is no such item."""
        county = self.county(item_id.partition(".")[0])
        return county.document_kinds if county and self.item(item_id) else None


@cache
def _packaged() -> Catalogue:
    return Catalogue.of_files(sorted(COUNTIES.glob("*.toml")))


@cache
def _packaged_county(slug: str) -> Catalogue:
    """Files are named <division code>-<slug>.toml, a further edition <division code>-<slug>@<date>.toml."""
    files = [path for path in sorted(COUNTIES.glob("*.toml")) if path.stem.partition("@")[0].partition("-")[2] == slug]
    return Catalogue.of_files(files)


def _clashes(counties: Sequence[County]) -> list[str]:
    """Two editions of one item need two versions, or a filing could not say which it was judged by."""
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for county in counties:
        for item in county.items:
            key = (item.id, item.version)
            if key in seen:
                path = f"item.{item.id.partition('.')[2]}.version"
                faults.append(f"{county.file}: {path}: 版本“{item.version}”在 {seen[key]} 里已经用过，请另写 version")
            seen[key] = county.file
    return faults
