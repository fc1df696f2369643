"""How a person wants to read: language and letter size, kept in cookies, so they outlast signing out."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from babel import Locale
from flask import Response, current_app, request, url_for
from werkzeug.exceptions import HTTPException

from portal.domain.policy import Permission
from portal.extensions import csrf
from portal.web.cookies import cookie_name
from portal.web.guards import guarded_blueprint
from portal.web.language import language
from portal.web.respond import local_path, see_other
from portal.wording.translation import is_source, languages

SIZES = ("normal", "large")
YEAR = 365 * 24 * 3600
blueprint = guarded_blueprint("preferences", __name__, Permission.PUBLIC)


def _cookie(kept: str) -> str:
    return cookie_name(f"portal_{kept}", current_app.config["PORTAL_SETTINGS"])


def html_language() -> str:
    """What `<html lang>` says."""
    return _tag(language())


def _tag(code: str) -> str:
    return "zh-CN" if is_source(code) else code.replace("_", "-")


class LanguageChoice(NamedTuple):
    """A language one may switch to, by the name it has for itself."""

    code: str
    tag: str
    name: str


def other_languages() -> tuple[LanguageChoice, ...]:
    """Every language there is but the page's."""
    return _others(language(), languages())


def every_language() -> tuple[LanguageChoice, ...]:
    """All there are, the page's too."""
    return _others("", languages())


@lru_cache(maxsize=16)  # Babel reads a name for half a millisecond
def _others(than: str, codes: tuple[str, ...]) -> tuple[LanguageChoice, ...]:
    names = {code: str(Locale.parse(code).get_display_name(code)) for code in codes if code != than}
    return tuple(LanguageChoice(code, _tag(code), name[:1].upper() + name[1:]) for code, name in names.items())


def size() -> str:
    """Letter size: `large` is the mode for older people (长者版)."""
    return "large" if request.cookies.get(_cookie("size")) == "large" else "normal"


def this_page() -> str:
    """The address to come back to after switching: this page if it can be opened, else the front page."""
    if request.method in {"GET", "HEAD"}:
        query = request.query_string.decode("ascii", "replace")
        return quote(request.path) + (f"?{query}" if query else "")
    try:
        current_app.url_map.bind("").match(request.path, method="GET")
    except HTTPException:
        return url_for("public.home")
    return quote(request.path)


@blueprint.post("/preferences")
@csrf.exempt  # changes nothing but the look of one browser, and must work on the page that says a form is stale
def choose() -> Response:
    """Remember what was chosen and show the same page again."""
    response = see_other(local_path(request.form.get("next", ""), url_for("public.home")))
    for name, allowed in (("language", languages()), ("size", SIZES)):
        chosen = request.form.get(name, "")
        if chosen in allowed:
            response.set_cookie(
                _cookie(name),
                chosen,
                max_age=YEAR,
                httponly=True,
                samesite="Lax",
                secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            )
    return response


def forget(response: Response) -> Response:
    """The next person at this browser begins with what everybody begins with."""
    for name in ("language", "size"):
        response.delete_cookie(_cookie(name), samesite="Lax", secure=bool(current_app.config["SESSION_COOKIE_SECURE"]))
    return response
