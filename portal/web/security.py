"""What every answer carries and every request must pass: headers, cookies, and text that is text."""

import re
from collections.abc import Iterator

from flask import Flask, Request, Response, request
from flask.globals import request_ctx

from portal.config import Settings
from portal.web.cookies import cookie_name
from portal.web.errors import Problem, foreign_form
from portal.web.interface import is_interface
from portal.web.language import gettext as _
from portal.web.origins import SAFE_METHODS, is_foreign

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    # a page may show personal data unless its view says otherwise: a shared computer keeps nothing
    "Cache-Control": "no-store",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies and limits, and hang the hooks."""
    app.config.update(
        TRUSTED_HOSTS=list(settings.hosts),
        SESSION_COOKIE_NAME=cookie_name("portal_session", settings),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=500,
        # the token lives as long as its session: a form left open over lunch still goes through
        WTF_CSRF_TIME_LIMIT=None,
        # Referrer-Policy above sends no Referer, so a check of it would refuse everyone on https
        WTF_CSRF_SSL_STRICT=False,
    )
    headers = HEADERS | HTTPS_ONLY if settings.is_https else HEADERS

    @app.before_request
    def refuse_what_is_no_text() -> None:
        if is_interface():
            return  # it reads its bodies itself, as bytes (portal/web/api/bodies.py)
        # no page takes JSON, but Flask-WTF would fill a form from it, past this check and with things that are no text
        incoming = request_ctx.request
        if incoming.is_json or not _is_utf8(incoming.query_string) or not all(map(_is_text, _texts(incoming))):
            raise Problem(400, _("您填写的内容里有无法识别的字符。请返回上一页，删掉后重新输入，不要整段粘贴。"))

    @app.before_request
    def refuse_what_another_site_sends() -> Response | None:
        return foreign_form() if request.method not in SAFE_METHODS and is_foreign() else None

    @app.after_request
    def harden(response: Response) -> Response:
        there = {name.lower() for name, _value in response.headers}
        response.headers.extend([(name, value) for name, value in headers.items() if name.lower() not in there])
        return response


def _is_utf8(query: bytes) -> bool:
    """A browser escapes what it puts into an address; bytes that come unescaped may be no text at all."""
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_text(text: str | None) -> bool:
    return text is not None and NO_TEXT.search(text) is None


def _texts(incoming: Request) -> Iterator[str | None]:
    """All that was said; werkzeug takes a part of a form without a name, as no browser sends one."""
    yield incoming.path
    # what names no type is read as no form, and to look for one costs every page more than all else that is asked here
    may_be_a_form = bool(incoming.content_type)
    for pairs in (incoming.args, incoming.form) if may_be_a_form else (incoming.args,):
        for name, values in pairs.lists():
            yield name
            yield from values
    for name, file in incoming.files.items(multi=True) if may_be_a_form else ():
        yield name
        yield file.filename or ""
