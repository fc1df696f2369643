"""The one mechanism of languages: Chinese is what the source says, every other language is a catalogue beside it.

A sentence is marked where it is written and translated where it is said, by stdlib gettext, so that the rules' words
need no web framework; the pages' `_()` reads the same catalogue. A language is there when its `messages.mo` is.
"""

from datetime import date
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from portal.domain.sourced import Fact
from portal.domain.values import Values


@runtime_checkable
class Named(Protocol):
    """What has a Chinese name, and `name_<language>` for each language its county's file speaks."""

    @property
    def name(self) -> str:
        """The Chinese one."""


@runtime_checkable
class Worded(Protocol):
    """What has a Chinese sentence, and `text_<language>` for each language its county's file speaks."""

    @property
    def text(self) -> str:
        """The Chinese one."""


SOURCE_LANGUAGE = "zh"
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
_END_OF_CONTEXT = "\x04"  # as gettext keeps a message with its context


def _(msgid: str) -> str:
    """Mark a Chinese sentence for extraction; it is translated when it is used."""
    return msgid


def pgettext(context: str, msgid: str) -> str:
    """Mark a single Chinese word, which another language may say differently in another context."""
    return f"{context}{_END_OF_CONTEXT}{msgid}"


def languages() -> tuple[str, ...]:
    """Chinese, then every language that has a catalogue."""
    return (SOURCE_LANGUAGE, *_translated_languages(TRANSLATIONS))


@cache
def _translated_languages(folder: Path) -> list[str]:
    return sorted(path.parts[-3] for path in folder.glob("*/LC_MESSAGES/messages.mo"))


def is_source(language: str) -> bool:
    """Whether words stand in that language as they are written."""
    return language == SOURCE_LANGUAGE


def catalogue(language: str) -> NullTranslations:
    """What a language says; Chinese says what is written."""
    return _catalogue(TRANSLATIONS, language)


@cache
def _catalogue(folder: Path, language: str) -> NullTranslations:
    if is_source(language):
        return NullTranslations()
    return translation("messages", folder, [language], fallback=True)


def translated(message: str, language: str, values: Values | None = None) -> str:
    """The message in that language with its blanks filled; without a translation it stays Chinese."""
    sentence = catalogue(language).gettext(message).rpartition(_END_OF_CONTEXT)[2]
    return sentence.format_map(dict(values or {}))


def own_name(named: Named, language: str) -> str:
    """What a county's file calls one of its things; a language the file lacks shows the Chinese."""
    return str(getattr(named, f"name_{language}", "") or named.name)


def own_text(worded: Worded, language: str) -> str:
    """What a county's file says in a sentence of its own; a language the file lacks shows the Chinese."""
    return str(getattr(worded, f"text_{language}", "") or worded.text)


def own_value(fact: Fact[Any], language: str) -> str:
    """What a county's file says of a fact, empty where nothing; a language the file lacks shows the Chinese."""
    return str(getattr(fact, f"value_{language}", "") or fact.value or "")


def day_text(on: date, language: str) -> str:
    """2026年10月9日, as that language writes a day."""
    if is_source(language):
        return f"{on.year}年{on.month}月{on.day}日"
    from babel.dates import format_date  # noqa: PLC0415 - heavy, and `portal decide` speaks Chinese

    return str(format_date(on, translated(_("y年M月d日"), language), locale=language))
