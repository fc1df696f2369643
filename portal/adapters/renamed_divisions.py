"""Names that divisions of today had before, under the code they still have; the table says where it comes from."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")


def every() -> Iterable[tuple[str, str]]:
    """Each code with one of the names it had."""
    return ((code, name) for code, names in _table().items() for name in names)


def names_of(code: str) -> tuple[str, ...]:
    """What the division of that code was called before; nothing where its name is the first."""
    return _table().get(code, ())


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, name, _last_listed = line.split("\t")
            found[code] = (*found.get(code, ()), name)
    return found
