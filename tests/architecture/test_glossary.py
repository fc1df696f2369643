"""One word for one thing: `docs/glossary.md` names what the code has, all of it; test_names.py holds what it bans."""

from enum import StrEnum

import pytest

from portal.domain import vocabulary
from tests.architecture.glossary import ROOT, identifiers, terms

ENUMS = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_member_of_the_vocabulary_has_its_row(kind: type[StrEnum]) -> None:
    named = {identifier for term in terms() for identifier in term.identifiers}
    assert [f"{kind.__name__}.{member.name}" for member in kind if f"{kind.__name__}.{member.name}" not in named] == []


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    used = {name for path in (ROOT / "portal").rglob("*.py") for name in identifiers(path.read_text())}
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
