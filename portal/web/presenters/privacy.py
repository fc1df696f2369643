"""What is done with people's data, as a page shows it."""

from typing import NamedTuple

from portal.domain.consent import CURRENT
from portal.web.dates import day
from portal.web.language import language
from portal.wording.privacy import SECTIONS
from portal.wording.translation import translated


class PrivacyText(NamedTuple):
    """The text of today: since when, and its sections."""

    version: str
    since: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def privacy_text() -> PrivacyText:
    """In the language of the page."""
    sections = tuple((_say(each.title), tuple(map(_say, each.lines))) for each in SECTIONS)
    return PrivacyText(CURRENT.name, day(CURRENT.since), sections)


def _say(sentence: str) -> str:
    return translated(sentence, language())
