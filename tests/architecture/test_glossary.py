"""One word for one thing: `docs/glossary.md` names what the code has, all of it; test_names.py holds what it bans."""

import tokenize
from enum import StrEnum

import pytest

from portal.domain import vocabulary
from tests.architecture.glossary import ROOT, terms

ENUMS = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


def _names_of_the_portal() -> set[str]:
    """Every identifier."""
    found: set[str] = set()
    for path in (ROOT / "portal").rglob("*.py"):
        with tokenize.open(path) as source:
            tokens = tokenize.generate_tokens(source.readline)
            found |= {token.string for token in tokens if token.type == tokenize.NAME}
    return found


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_member_of_the_vocabulary_has_its_row(kind: type[StrEnum]) -> None:
    named = {identifier for term in terms() for identifier in term.identifiers}
    assert [f"{kind.__name__}.{member.name}" for member in kind if f"{kind.__name__}.{member.name}" not in named] == []


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    used = _names_of_the_portal()
    missing = []
    for identifier in (identifier for term in terms() for identifier in term.identifiers):
        first, _, member = identifier.partition(".")
        kind = getattr(vocabulary, first, None)
        if first not in used or (member and kind is not None and member not in kind.__members__):
            missing.append(identifier)
    assert missing == []


def test_no_term_stands_twice() -> None:
    named = [identifier for term in terms() for identifier in term.identifiers]
    assert sorted({each for each in named if named.count(each) > 1}) == []
