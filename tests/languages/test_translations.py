"""Every sentence of the source is in each catalogue there is, whole, with its blanks; and nothing else is."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from portal.catalogue.repository import Catalogue
from portal.domain.sourced import Fact
from portal.wording.after_approval import QUESTIONS_AFTER

Message = tuple[str | None, str]  # the context of a single word, and the Chinese
ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "portal/translations"
LANGUAGES = sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
WRITTEN_WITH_HAN = {"ja", "zh_Hant", "yue"}
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
CHINESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
IN_BRACKETS = re.compile(r"\([^()]*\)")


@pytest.fixture(scope="module")
def source() -> set[Message]:
    """What `pybabel extract` finds with babel.cfg."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, "_": None, "N_": None}
    found = extract_from_dir(ROOT, methods, options, keywords=keywords)
    return {(context, str(message)) for _file, _line, message, _comments, context in found}


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """A catalogue as it is kept."""
    with (TRANSLATIONS / request.param / "LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=request.param, abort_invalid=True)


def translations(catalogue: Catalog) -> dict[Message, str]:
    """Each message, with its context, and its translation."""
    return {(entry.context, str(entry.id)): str(entry.string) for entry in catalogue if entry.id}


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Chinese and its translation, without the head of the file."""
    return ((str(entry.id), str(entry.string)) for entry in catalogue if entry.id)


def test_every_sentence_has_its_translation(source: set[Message], catalogue: Catalog) -> None:
    assert len(source) > 1200
    translated = translations(catalogue)
    assert {message for message in source if not translated.get(message)} == set()


def test_nothing_is_left_over(source: set[Message], catalogue: Catalog) -> None:
    assert set(translations(catalogue)) - source == set()
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_twice(language: str) -> None:
    """The reader takes one of two and says nothing, so the file is counted as text."""
    text = (TRANSLATIONS / language / "LC_MESSAGES/messages.po").read_text("utf-8")
    messages = re.findall(r'^(?:msgctxt "[^"]*"\n)?msgid (?:"[^\n]*"\n?)+', text, re.MULTILINE)
    assert len(messages) > 1200
    assert [message for message, count in Counter(messages).items() if count > 1] == []


def test_nothing_is_only_guessed(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_the_blanks_are_the_same(catalogue: Catalog) -> None:
    differing = [
        (chinese, translated)
        for chinese, translated in pairs(catalogue)
        if sorted(BLANK.findall(chinese)) != sorted(BLANK.findall(translated))
    ]
    assert differing == []


def test_chinese_stands_in_a_translation_only_as_a_name_in_brackets(catalogue: Catalog) -> None:
    if str(catalogue.locale) in WRITTEN_WITH_HAN:
        pytest.skip("its words are written with the same characters")
    left = [text for _chinese, text in pairs(catalogue) if CHINESE.search(IN_BRACKETS.sub("", text))]
    assert left == []


def test_what_a_county_file_says_of_lateness_and_contradictions_has_its_english() -> None:
    items = list(Catalogue.load().items())
    effects = [effect for item in items for effect in item.effects]
    disputed = [condition for item in items for condition in item.conditions if condition.why]
    assert effects
    assert disputed
    english = [effect.text_en for effect in effects]
    english += [text for condition in disputed for text in (condition.why_en, condition.confirm_by_en)]
    assert [text for text in english if not text or CHINESE.search(IN_BRACKETS.sub("", text))] == []


SUMMED_UP = (
    *("register_before", "online_form", "free_choice", "settlement", "return_home", "post_paid_by", "office_hours"),
    *QUESTIONS_AFTER,
)


def test_what_a_county_file_sums_up_and_says_after_approval_has_its_english() -> None:
    """An address and the name of an app stay as whoever is asked for them knows them."""
    counties = Catalogue.load().counties()
    facts: list[Fact[Any]] = [item.facts[name] for county in counties for item in county.items for name in SUMMED_UP]
    worded = [fact for fact in (*facts, *(each.hours for county in counties for each in county.offices)) if fact.value]
    assert len(worded) > 15
    assert [fact.value for fact in worded if not fact.value_en or CHINESE.search(fact.value_en)] == []
