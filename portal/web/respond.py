"""The ways a view answers: a page or the part of it that was asked for, another address, a page for everyone."""

from urllib.parse import urlsplit

from flask import Flask, Response, make_response, redirect, render_template
from flask_login import current_user

from portal.extensions import htmx


def init_app(app: Flask) -> None:
    """Let the frame of every page ask whether it is wanted, and let no browser take a part for the page."""
    app.jinja_env.globals["wants_main"] = wants_main

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.update(("HX-Request", "HX-Target", "Cookie"))
        return response


def wants_fragment() -> bool:
    """Whether HTMX asks for a part of a page; a page restored from history is asked for whole."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def wants_main() -> bool:
    """Whether HTMX replaces the main part of the page that stands by that of this one (components/live.html)."""
    return bool(htmx) and htmx.boosted and htmx.target == "main" and not htmx.history_restore_request


def page_or_fragment(page: str, fragment: str, *, status: int = 200, **context: object) -> Response:
    """Render the page, or for HTMX only the fragment it includes; the one place that asks which."""
    return make_response(render_template(fragment if wants_fragment() else page, **context), status)


def public_page(page: str, **context: object) -> Response:
    """Render a page that holds nothing personal: a browser may keep it for its back button, asking before reuse.

    Not that of somebody who is signed in, whose name stands on every page: a shared computer keeps nothing of them.
    """
    response = make_response(render_template(page, **context))
    if not current_user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Cookie")
    return response


def see_other(url: str) -> Response:
    """After a change, show the result at its own address, so that reloading changes nothing twice."""
    return make_response(redirect(url, 303))


def leave_for(url: str) -> Response:
    """Open another page whole, also when HTMX asked for a part of this one or for what replaces its main part."""
    if htmx:
        return Response(status=204, headers={"HX-Redirect": url})
    return see_other(url)


def local_path(target: str, otherwise: str) -> str:
    """The given address if it stays on this site, else the other one: no link sent by mail leads a person away."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return otherwise
    is_odd = "\\" in target or any(ord(character) < 33 or ord(character) == 127 for character in target)
    if parts.scheme or parts.netloc or is_odd or not target.startswith("/") or target.startswith("//"):
        return otherwise
    return target
