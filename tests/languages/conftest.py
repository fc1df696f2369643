"""A language made up for the tests: every message of the source in double brackets, as a catalogue and nothing else."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from portal.wording import translation
from tests.web.living import living_portal

MADE_UP = "eo"  # a code Babel knows a name for, and nobody has translated the portal into
ENGLISH = translation.TRANSLATIONS / "en"


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the English catalogue and the made-up one."""
    folder = tmp_path_factory.mktemp("translations")
    shutil.copytree(ENGLISH, folder / "en")
    with (ENGLISH / "LC_MESSAGES/messages.po").open("rb") as file:
        english = read_po(file, locale="en")
    made_up = Catalog(locale=MADE_UP)
    for entry in english:
        if entry.id:
            made_up.add(entry.id, f"⟦{entry.id}⟧", context=entry.context)
    (folder / MADE_UP / "LC_MESSAGES").mkdir(parents=True)
    with (folder / MADE_UP / "LC_MESSAGES/messages.mo").open("wb") as file:
        write_mo(file, made_up)
    return folder


@pytest.fixture
def app(catalogues: Path, tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A living portal that finds its catalogues there."""
    monkeypatch.setattr(translation, "TRANSLATIONS", catalogues)
    return living_portal(tmp_path / "portal", sqlite_template)


def reading(browser: FlaskClient, language: str) -> FlaskClient:
    """That browser from now on in that language."""
    browser.set_cookie("portal_language", language)
    return browser


def left_untranslated(tree: Element) -> str:
    """What is read, a line an element, without what says it is Chinese and what the made-up language said."""
    inner, text = re.compile("⟦[^⟦⟧]*⟧"), "\n".join(_texts(tree))
    while inner.search(text):
        text = inner.sub("\n", text)
    return text


def _texts(element: Element) -> Iterator[str]:
    if element.get("lang") != "zh-CN":
        yield element.text or ""
        for each in element:
            yield from _texts(each)
            yield each.tail or ""
