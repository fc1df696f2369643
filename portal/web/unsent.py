"""Parks the form of somebody whose session has just ended, before they are sent to sign in."""

from urllib.parse import urlsplit

from flask import current_app, request, session
from werkzeug.exceptions import HTTPException

from portal.domain.actor import Context
from portal.extensions import htmx
from portal.services import parked

_NEVER = ("password", "old_password")
_OURS = "csrf_token"


def park_this_form(ctx: Context) -> None:
    """Keep what this request brought, where it is a form of somebody who was signed in until now."""
    token, path = session.get("_user_id"), _form_address()
    fields = [(name, value) for name, values in request.form.lists() if name != _OURS for value in values]
    if not token or path is None or not fields or any(name in _NEVER for name, _value in fields):
        return
    parked.park(ctx, str(token), path, fields, any(file.filename for file in request.files.values()))


def _form_address() -> str | None:
    """Where the form is to go: its own address, or that of the page on which HTMX asked for a part of it."""
    path = urlsplit(htmx.current_url or "").path if htmx else request.path
    try:
        current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    return path
