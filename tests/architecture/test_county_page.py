"""docs/county-file.md alone is enough to write a file: it lists every value, check, ground and fact the code knows."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from portal.adapters.work_calendar import YEAR_KEYS
from portal.catalogue.fact_names import FACT_NAMES
from portal.catalogue.item_tables import MAYBE, ROWS, ItemHead
from portal.catalogue.loader import ROWS as COUNTY_ROWS
from portal.catalogue.loader import CountyHead
from portal.domain.eligibility import CHECKS
from portal.domain.grounds import Grounds
from portal.domain.item import AgentTerms, HandlingMode
from portal.domain.sourced import FactState
from portal.domain.vocabulary import DocumentKind, Outcome

PAGE = (Path(__file__).parents[2] / "docs/county-file.md").read_text("utf-8")
SHAPES = [*(cls for _name, cls in ROWS.values()), *MAYBE.values(), *CHECKS.values(), CountyHead, ItemHead, AgentTerms]


def enumerations(hint: Any) -> Iterator[type[Enum]]:
    """Every enumeration a value of that type may be a member of."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield hint
    elif isinstance(hint, type) and is_dataclass(hint):
        for each in get_type_hints(hint).values():
            yield from enumerations(each)
    for inner in get_args(hint):
        yield from enumerations(inner)


ENUMERATIONS: set[type[Enum]] = {HandlingMode, DocumentKind, Outcome}
ENUMERATIONS |= {each for shape in SHAPES for each in enumerations(shape)} - {
    FactState
}  # a fact says that by its shape


@pytest.mark.parametrize("enumeration", sorted(ENUMERATIONS, key=str))
def test_every_value_of_an_enumeration_is_listed(enumeration: type[Enum]) -> None:
    (row,) = re.findall(rf"^\| .* \| {enumeration.__name__}: (.*) \|$", PAGE, re.MULTILINE)
    assert re.findall(r"`([^`]+)`", row) == [member.value for member in enumeration]


@pytest.mark.parametrize("name", [*CHECKS, *FACT_NAMES, *(each.name for each in fields(Grounds)), *COUNTY_ROWS, *ROWS])
def test_every_name_a_file_may_use_is_on_the_page(name: str) -> None:
    assert re.search(rf"`(?:\[+(?:item\.)?)?{name}(?:\]+)?`", PAGE), name


def test_the_holiday_file_is_explained() -> None:
    assert "PORTAL_HOLIDAYS_DIR" in PAGE
    assert all(re.search(rf"^{key} = ", PAGE, re.MULTILINE) for key in YEAR_KEYS)
