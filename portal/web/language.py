"""The language of the page: what was chosen, and every word said in it.

One look-up in the catalogue a word: Flask-Babel asked on each for the application, the context and the locale anew,
which was a third of what a page of fifty rows cost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

from flask import current_app, g, has_request_context, request
from flask.globals import app_ctx
from werkzeug.local import LocalProxy

from portal.web.cookies import cookie_name
from portal.web.interface import is_interface
from portal.wording.translation import SOURCE_LANGUAGE, catalogue, languages

_here = cast(Any, app_ctx)._get_current_object


def language() -> str:
    """The language chosen, else the one the operator set; every word of a page asks, so it is read once a request."""
    try:
        return cast(str, _here().g.language)
    except (AttributeError, RuntimeError):  # nobody asked yet, or there is no application to ask
        return _chosen() if has_request_context() else SOURCE_LANGUAGE


def _chosen() -> str:
    if is_interface():  # a system sends no cookies
        primary = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
        known = (tag for tag in primary if tag in languages())
        g.language = next(known, str(current_app.config["PORTAL_LANGUAGE"]))
        return g.language
    wanted = request.cookies.get(cookie_name("portal_language", current_app.config["PORTAL_SETTINGS"]), "")
    g.language = wanted if wanted in languages() else str(current_app.config["PORTAL_LANGUAGE"])
    return g.language


@contextmanager
def in_language(chosen: str) -> Iterator[None]:
    """Words of this block in that language, whoever asks: what is written down for others stays as it is filed."""
    before = language()
    g.language = chosen
    try:
        yield
    finally:
        g.language = before


def gettext(sentence: str, /, **values: object) -> str:
    """The sentence in the language of the page; blanks are `%(name)s`."""
    translated = catalogue(language()).gettext(sentence)
    return translated % values if values else translated


def lazy_gettext(sentence: str, /, **values: object) -> str:
    """The same of a sentence written before anybody asked for a page: it is said anew wherever it is read."""
    return cast(str, LocalProxy(partial(gettext, sentence, **values)))
