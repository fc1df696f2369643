"""The books of security name code and tests that are there, and every requirement once."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOKS = (ROOT / "docs/security.md", *sorted((ROOT / "docs/security").glob("*.md")))
FINDINGS = {"met", "**partly**", "**not met**", "there is none"}
_NAMED = re.compile(r"`((?:portal|tests|docs|templates|static|migrations)/[\w./-]+)`")
_CRYPTOGRAPHIC = re.compile(
    r"^(?:import|from) (?:argon2|cryptography|hashlib|hmac|itsdangerous|pyotp|ssl)\b", re.MULTILINE
)
_TEST = re.compile(r"`(tests/[\w./-]+\.py)` \(`(\w+)`\)")


def rows(book: Path) -> list[list[str]]:
    """The cells of each row under a table's head."""
    lines = [line for line in book.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [each for each in cells if each[0] not in ("requirement", "control", "---")]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_what_a_book_names_is_there(book: Path) -> None:
    text = book.read_text()
    assert [path for path in _NAMED.findall(text) if not (ROOT / path).exists()] == []
    missing = [test for path, test in _TEST.findall(text) if test not in (ROOT / path).read_text()]
    assert missing == []


@pytest.mark.parametrize(("book", "count"), [("docs/security/asvs.md", 217), ("docs/security/mlps.md", 26)])
def test_every_requirement_has_one_row_and_a_finding(book: str, count: int) -> None:
    found = rows(ROOT / book)
    assert len(found) == count
    assert [name for name, times in Counter(each[0] for each in found).items() if times > 1] == []
    assert {each[2] for each in found} <= FINDINGS
    assert [each[0] for each in found if each[2] == "met" and each[3] == "–"] == [], "met by nothing that could be read"


def test_the_first_lines_of_a_book_count_its_rows() -> None:
    text = (ROOT / "docs/security/asvs.md").read_text()
    times = Counter(each[2].strip("*") for each in rows(ROOT / "docs/security/asvs.md"))
    counted = f"Met {times['met']}, partly {times['partly']}, not met {times['not met']}, nothing of the kind"
    assert f"{counted} {times['there is none']}." in text


def test_every_use_of_cryptography_is_in_the_list() -> None:
    named = set(_NAMED.findall((ROOT / "docs/security/cryptography.md").read_text()))
    used = [path for path in (ROOT / "portal").rglob("*.py") if _CRYPTOGRAPHIC.search(path.read_text())]
    assert len(used) > 20
    assert sorted({str(path.relative_to(ROOT)) for path in used} - named) == []
