"""`docs/glossary.md` as data: which word stands for what, and which words stand for nothing here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs/glossary.md"
_CODE = re.compile(r"`([^`]+)`")
_TEXT = r"""[bfru]{0,2}(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_TOKEN = re.compile(rf"(?is){_TEXT}|\#[^\n]*|\d\w*|(\w+)")


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """One row: what it is called in Chinese, in the code, in English, and what nobody calls it."""

    chinese: str
    identifiers: tuple[str, ...]
    english: str
    banned: tuple[str, ...]


def terms() -> Iterator[GlossaryRow]:
    """Every row of every table, in the order of the page."""
    for line in GLOSSARY.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and _CODE.search(cells[1]):
            yield GlossaryRow(cells[0], tuple(_CODE.findall(cells[1])), cells[2], tuple(_CODE.findall(cells[3])))


BANNED = frozenset(word for term in terms() for word in term.banned)
"""Words no identifier is made of, in lower case; `in_short` bans the two in a row."""


def words_of(identifier: str) -> tuple[str, ...]:
    """The words a name is made of: `NoticeKind`, `notice_kind` and `NOTICE_KIND` alike."""
    return tuple(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier))


def identifiers(source: str) -> set[str]:
    """Every name in a Python source, keywords included; its texts, comments and numbers hold none."""
    return set(_TOKEN.findall(source)) - {""}
