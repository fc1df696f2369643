"""One word for one thing: `docs/glossary.md` names what the code has, all of it, and nothing is called otherwise."""

import tokenize
from enum import StrEnum
from pathlib import Path

import pytest

from portal.domain import vocabulary
from tests.architecture.glossary import BANNED, ROOT, terms, words_of

ENUMS = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


def _names_in(*folders: str) -> dict[str, Path]:
    """Every identifier, and a file that uses it."""
    found: dict[str, Path] = {}
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        with tokenize.open(path) as source:
            tokens = tokenize.generate_tokens(source.readline)
            found |= {token.string: path for token in tokens if token.type == tokenize.NAME}
    return found


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_member_of_the_vocabulary_has_its_row(kind: type[StrEnum]) -> None:
    named = {identifier for term in terms() for identifier in term.identifiers}
    assert [f"{kind.__name__}.{member.name}" for member in kind if f"{kind.__name__}.{member.name}" not in named] == []


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    used = _names_in("portal")
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


def test_no_identifier_is_made_of_a_banned_word() -> None:
    banned = {tuple(word.split("_")) for word in BANNED}
    assert banned, "the glossary's last column is the list"
    guilty = {
        name: path.relative_to(ROOT).as_posix()
        for name, path in _names_in("portal", "tests", "bench").items()
        if _has_any(words_of(name), banned)
    }
    assert guilty == {}


def _has_any(words: tuple[str, ...], banned: set[tuple[str, ...]]) -> bool:
    pieces = {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    return bool(pieces & banned)
