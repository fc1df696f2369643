"""Sentences in another language by stdlib gettext, so that the rules' words need no web framework."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from portal.domain.values import Values

SOURCE_LANGUAGE = "zh"
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def _(msgid: str) -> str:
    """Mark a Chinese sentence for extraction; it is translated when it is used."""
    return msgid


@cache
def _translations(language: str) -> NullTranslations:
    if language.startswith(SOURCE_LANGUAGE):
        return NullTranslations()
    return translation("messages", TRANSLATIONS, [language], fallback=True)


def translated(msgid: str, language: str, values: Values | None = None) -> str:
    """The sentence in that language with its blanks filled; without a translation it stays Chinese."""
    return _translations(language).gettext(msgid).format_map(dict(values or {}))
