"""A check is in the books of those who write county files, and what it asks in those of who sends facts."""

import re
from dataclasses import fields
from enum import StrEnum

import pytest

from portal.domain.eligibility import CHECKS
from portal.domain.periods import Anchor
from portal.domain.vocabulary import Channel, Scheme
from tests.architecture.glossary import ROOT

CHECKS_IN_BOOK = (ROOT / "docs/county-file.md").read_text().split("\n## Checks\n")[1]
PARAMETERS = dict(re.findall(r"^\| `(\w+)` \|(.*?)\|", CHECKS_IN_BOOK, re.MULTILINE))
FACTS_IN_BOOK = re.findall(r"Facts in:(.*?)Determination out", (ROOT / "docs/product.md").read_text(), re.DOTALL)[0]
PATHS = sorted({path for check in CHECKS.values() for path in check.asks} | {a.asks for a in Anchor if a.asks})


@pytest.mark.parametrize("name", CHECKS)
def test_check_stands_in_county_file_md_with_its_parameters(name: str) -> None:
    assert name in PARAMETERS, f"docs/county-file.md, Checks: no {name}"
    parameters = [each.name for each in fields(CHECKS[name])]  # type: ignore[arg-type] # every check is a dataclass
    assert re.findall(r"`(\w+)", PARAMETERS[name]) == parameters


@pytest.mark.parametrize("kind", [Channel, Scheme])
def test_members_stand_among_the_facts_of_product_md(kind: type[StrEnum]) -> None:
    assert "|".join(kind) in FACTS_IN_BOOK, f"docs/product.md, portal decide: not every {kind.__name__}"


@pytest.mark.parametrize("path", PATHS)
def test_what_rules_ask_stands_among_the_facts_of_product_md(path: str) -> None:
    names = set(re.findall(r"[\"`](\w+)[\"`]", FACTS_IN_BOOK))
    assert set(path.split(".")) <= names, f"docs/product.md, portal decide: no {path} among the facts"
