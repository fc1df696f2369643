"""One mechanism of languages: nowhere in the source Chinese beside its English, or a choice between languages."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import portal
from portal.wording import translation

PACKAGE = Path(portal.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE.parent / "templates").rglob("*.html"))
HAN = re.compile("[\u3400-\u9fff]")
WORD = re.compile("[A-Za-z]{2}")
CODE = re.compile(r"(zh|en)([-_]\w+)?")
NAMES_A_LANGUAGE = {
    "wording/translation.py": ["zh"],  # the language of the source
    "web/preferences.py": ["zh-CN"],  # what HTML calls it
    "services/notice_letter.py": ["en"],  # what is printed small beside the Chinese of a notice
}
WORDS_OF_EARLIER_ROWS = {"models/earlier_claims.py"}  # they kept what the page said


def texts_of(node: ast.AST) -> list[str]:
    """The texts that stand side by side there."""
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Call(args=parts) | ast.Dict(values=parts):
            beside: list[ast.expr] = list(parts)
        case ast.IfExp(body=body, orelse=other):
            beside = [body, other]
        case _:
            beside = []
    return [each.value for each in beside if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def pairs_in(source: str) -> Iterator[tuple[str, str]]:
    """Every Chinese text that a text of Latin letters follows."""
    if not HAN.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        texts = texts_of(node)
        for first, second in pairwise(texts):
            if HAN.search(first) and not HAN.search(second) and WORD.search(second):
                yield first, second


def codes_in(source: str) -> list[str]:
    """Every text that is the code of Chinese or English."""
    if not re.search(rf"""['"]{CODE.pattern}['"]""", source):
        return []
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in texts if isinstance(text, str) and CODE.fullmatch(text)]


def test_the_search_finds_a_pair_and_a_choice() -> None:
    assert list(pairs_in('NAMES = {"fax": ("传真", "fax")}')) == [("传真", "fax")]
    assert list(pairs_in('row("备案编号", number, "Number")')) == [("备案编号", "Number")]
    assert list(pairs_in('"中文" if is_chinese else "Chinese"')) == [("中文", "Chinese")]
    assert codes_in('x if language.startswith("zh") else y[language == "en"]') == ["zh", "en"]


def test_no_chinese_stands_beside_its_english() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): list(pairs_in(path.read_text("utf-8"))) for path in SOURCES}
    assert {path: pairs for path, pairs in found.items() if pairs and path not in WORDS_OF_EARLIER_ROWS} == {}
    assert all(found[path] for path in WORDS_OF_EARLIER_ROWS), "the search finds what there is"


def test_only_one_place_picks_a_language() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): codes_in(path.read_text("utf-8")) for path in SOURCES}
    assert {path: codes for path, codes in found.items() if codes} == NAMES_A_LANGUAGE
    comparing = [path.name for path in SOURCES if re.search(r"(==|!=|startswith\() ?SOURCE_LANGUAGE", path.read_text())]
    assert comparing == [Path(translation.__file__).name]


def test_no_template_picks_a_language() -> None:
    choice = re.compile(r"""(html_language\(\)|language) *(==|!=)|['"]en['"]""")
    markup = {path.name: re.sub(r'lang="[^"]*"', "", path.read_text("utf-8")) for path in TEMPLATES}
    assert [name for name, text in markup.items() if choice.search(text)] == []
