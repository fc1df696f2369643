"""No sentence of a guide's pages begins with what joins it to nothing: every fact, every county, every language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any

import pytest
from flask import Flask

from portal.domain.item import LimitKind, TimeLimit
from portal.domain.sourced import Citation
from portal.domain.vocabulary import Channel
from portal.services.rulebook import rulebook
from portal.web.language import in_language
from portal.web.presenters.guide_page import guide_page, hospitals_of
from portal.web.presenters.summary import limit_sentence
from portal.wording.translation import languages

TORN = re.compile(
    r"^\s*[:：,，;；、。.!！?？)）】”]"  # begins with what should stand behind a word
    r"|[,，;；、。:：]\s*[,，;；、。:：]"  # said twice
    r"|[(（【“]\s*[)）】”]"  # nothing inside
    r"|[:：、,，;；]\s*$"  # leads to nothing
)


def texts(value: Any) -> Iterator[str]:
    """Every text in it, however deep; what a guide itself is quoted with stands under `sources` and is left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in ("sources", "version"):  # a version stands behind the name of its guide
                yield from texts(getattr(value, each.name))


@pytest.mark.parametrize(
    ("text", "is_torn"),
    [
        (": decided on the spot", True),
        ("要带：、身份证", True),
        ("窗口（）", True),
        ("还差：", True),
        ("窗口（汶上）。", False),
    ],
)
def test_a_torn_sentence_is_known(text: str, is_torn: bool) -> None:
    assert bool(TORN.search(text)) is is_torn


@pytest.mark.parametrize("language", sorted(languages()))
def test_no_sentence_of_a_guide_is_torn(app: Flask, language: str) -> None:
    with app.test_request_context(), in_language(language):
        counties = rulebook.catalogue.counties()
        pages = [guide_page(county, item, hospitals_of(item)) for county in counties for item in county.items]
        found = {text for page in pages for text in texts(page) if TORN.search(text)}
        assert found == set()


@pytest.mark.parametrize("language", sorted(languages()))
def test_no_limit_a_county_may_state_is_torn(app: Flask, language: str) -> None:
    cited = Citation("S", "指南", 1, "字")
    ways: tuple[tuple[Channel, ...], ...] = ((), (Channel.WINDOW,), (Channel.WINDOW, Channel.ONLINE))
    with app.test_request_context(), in_language(language):
        drawn = {
            limit_sentence(TimeLimit(kind, cited, working_days=days, at_once=days is None, channels=channels))
            for kind, days, channels in product(LimitKind, (None, 1, 5), ways)
        }
    assert len(drawn) == len(LimitKind) * 3 * len(ways)
    assert [text for text in drawn if TORN.search(text) or text != text.strip()] == []
