"""A browser in which the account's owner has signed in before: guessing elsewhere does not lock it out.

A signed cookie holds the account's random name, one of its own and a mark of the password, nothing else; it opens
nothing, and a new password is a new mark.
"""

import secrets

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.models import User
from portal.services.throttling import KnownBrowser, stamp_of
from portal.web.cookies import cookie_name
from portal.web.shared_computer import is_shared

_DAYS = 180


def known_browser() -> KnownBrowser:
    """Whose browser this is known to be; nobody's where there is no cookie, or none of ours."""
    try:
        account, name, stamp = _serializer().loads(request.cookies.get(_cookie(), ""), max_age=_DAYS * 86400)
    except (BadData, ValueError, TypeError):
        return KnownBrowser()
    return KnownBrowser(str(account), str(name), str(stamp))


def remember_browser(response: Response, user: User) -> Response:
    """From now on this is known to be a browser of that account's owner; not one that others use too."""
    if is_shared():
        return forget_browser(response)
    value = _serializer().dumps([user.uid, known_browser().of(user) or secrets.token_urlsafe(9), stamp_of(user)])
    response.set_cookie(
        _cookie(),
        str(value),
        max_age=_DAYS * 86400,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_browser(response: Response) -> Response:
    """From now on this is nobody's."""
    response.delete_cookie(_cookie(), secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True)
    return response


def _cookie() -> str:
    return cookie_name("portal_browser", current_app.config["PORTAL_SETTINGS"])


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="portal known browser")
