"""Chinese on a page in another language: marked as what it is, so that a voice reads it as such (WCAG 3.1.2)."""

import re
from functools import cache

from jinja2 import pass_environment
from markupsafe import Markup, escape

from portal.web.templates import LanguageEnvironment
from portal.wording.translation import is_source

_HAN = "[\u3400-\u9fff]"
_SAME_LANGUAGE = Markup()
_LATIN_WORD = re.compile("[A-Za-z]{2}")
_HAN_RUN = "[\u3400-\u9fff](?:[^A-Za-z()]*[\u3400-\u9fff])?"
_TERM_BEHIND = r" *\([^A-Za-z()]*[\u3400-\u9fff][^A-Za-z()]*\)"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled for the first page in another language: a range of so many characters takes a millisecond or two."""
    return re.compile(text)


@pass_environment
def language_of(templates: LanguageEnvironment, text: object) -> Markup:
    """The `lang` of names, addresses and a guide's own words, which stay Chinese on any page."""
    if is_source(templates.language):
        return _SAME_LANGUAGE
    words = text.striptags() if isinstance(text, Markup) else str(text)
    is_foreign = _pattern(_HAN).search(words) and not _LATIN_WORD.search(words)
    return templates.chinese.attribute if is_foreign else _SAME_LANGUAGE


@pass_environment
def marked(templates: LanguageEnvironment, text: object) -> Markup:
    """The text with every run of Chinese in it marked; on a Chinese page `{{ marked(…) }}` is never asked."""
    whole, done, at, run_of = escape(text), Markup(), 0, templates.chinese.run
    for run in _pattern(_HAN_RUN).finditer(whole):
        done += whole[at : run.start()] + run_of(whole[run.start() : run.end()])
        at = run.end()
    return done + whole[at:]


@pass_environment
def language_of_option(templates: LanguageEnvironment, text: object) -> Markup:
    """The `lang` of what no element can stand within: that of its first word."""
    is_foreign = not is_source(templates.language) and _pattern(_HAN).match(str(text))
    return templates.chinese.attribute if is_foreign else _SAME_LANGUAGE


@pass_environment
def in_attribute(templates: LanguageEnvironment, text: object) -> str:
    """What an attribute says, where nothing can be marked: without the Chinese term in brackets behind a name."""
    return str(text) if is_source(templates.language) else _pattern(_TERM_BEHIND).sub("", str(text))


@pass_environment
def words_first(templates: LanguageEnvironment, name: str, chinese: str) -> str:
    """The title of a page about something Chinese, where nothing can be marked either: it begins with what that is."""
    return chinese if is_source(templates.language) else f"{name} {chinese}"


FOR_TEMPLATES = (language_of, marked, language_of_option, in_attribute, words_first)
