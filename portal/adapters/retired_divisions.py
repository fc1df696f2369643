"""Division codes that were given up, and which code of today took their place; the table says where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True)
class RetiredDivision:
    """A code of the past, its last name, the month it was listed last, and its successors as far as they are known."""

    code: str
    name: str
    last_listed: str
    successors: tuple[str, ...]


def find(code: str) -> RetiredDivision | None:
    """The division that had this code; None for a code that was never given up."""
    return _table().get(code)


def named(text: str) -> Iterator[RetiredDivision]:
    """Those whose name holds the text, or whose code begins with it."""
    return (each for each in _table().values() if text in each.name or each.code.startswith(text))


@cache
def _table() -> dict[str, RetiredDivision]:
    """Read when first asked: most commands meet no code of the past."""
    lines = TABLE.read_text("utf-8").splitlines()
    return {found.code: found for found in map(_entry, lines) if found}


def _entry(line: str) -> RetiredDivision | None:
    if line.startswith("#"):
        return None
    code, name, last_listed, successors = (*line.split("\t"), "", "")[:4]
    return RetiredDivision(code, name, last_listed, tuple(successors.split()))
