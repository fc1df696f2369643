"""In English every Chinese word is marked as Chinese, and nothing else is: the guides, and what is in short."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.repository import Catalogue
from tests.web.living import LivingPortal

HAN = re.compile("[\u3400-\u9fff]")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
COUNTIES = Catalogue.load().counties()
ADDRESSES = (
    "/",
    "/guides",
    "/start",
    "/disclosure",
    *(f"/guides/{county.slug}" for county in COUNTIES),
    *(f"/guides/{item.id.replace('.', '/')}" for county in COUNTIES for item in county.items),
)


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """A portal on an empty, migrated database: an item of a list of hospitals reads it."""
    living.renew()
    return living.app


class Marked(HTMLParser):
    """Each piece of text with the language it is marked as; and what each element marked as Chinese holds."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, list[str] | None]] = []
        self.unmarked: list[str] = []
        self.marked: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        own = dict(attrs).get("lang")
        inherited = self.open[-1][1] if self.open else ""
        held: list[str] | None = None
        if own == "zh-CN":
            held = []
            self.marked.append(held)
        self.open.append((tag, own or inherited, held))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in ("script", "style") for tag, _language, _held in self.open):
            return
        for _tag, _language, held in self.open:
            if held is not None:
                held.append(data)
        if HAN.search(data) and (not self.open or self.open[-1][1] != "zh-CN"):
            self.unmarked.append(data.strip())


def faults_of(markup: str) -> Iterator[str]:
    """Chinese that is not marked, and what is marked and is none."""
    page = Marked()
    page.feed(markup)
    yield from (f"not marked: {text}" for text in page.unmarked)
    yield from (f"no Chinese: {''.join(held).strip()}" for held in page.marked if not HAN.search("".join(held)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_of_the_guides_marks_what_is_chinese_and_nothing_else(client: FlaskClient, address: str) -> None:
    client.set_cookie("portal_language", "en")
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    assert list(dict.fromkeys(faults_of(answer.text))) == []


def test_test_can_fail() -> None:
    assert list(faults_of('<p>是</p><p lang="zh-CN">No</p><p lang="zh-CN">是</p>')) == [
        "not marked: 是",
        "no Chinese: No",
    ]
