"""What somebody typed and sent just as their session had ended or their browser had lost its cookie."""

from urllib.parse import urlsplit

from flask import current_app, request, session
from werkzeug.exceptions import HTTPException

from portal.domain.actor import Context
from portal.extensions import htmx
from portal.models.parked import UnsentForm
from portal.services import parked
from portal.web.addresses import page_above
from portal.web.respond import wants_fragment

NEVER_KEPT = ("password", "old_password", "offer")
"""Fields whose form is not kept: passwords, and the secret of a second factor that is being set up."""
TYPED, FILES = "yes", "files"
"""What the sign-in page says of a form that did not come in: it is kept, or its files are to be chosen anew."""
_OURS = "csrf_token"


def park_this_form(ctx: Context) -> bool:
    """Keep what this request brought, where it is a form of somebody who was signed in until now."""
    token, form = session.get("_user_id"), form_sent()
    if not token or form is None or any(name in NEVER_KEPT for name, _value in form.fields):
        return False
    return parked.park(ctx, str(token), form.path, form.fields, form.had_files)


def form_sent() -> UnsentForm | None:
    """The form of this request and where it was going; None where nothing was typed."""
    path, fields = _form_address(), _typed()
    if path is None or not fields:
        return None
    return UnsentForm(path, tuple(fields), _has_files())


def page_of_files() -> str:
    """The page on which files were chosen and nothing was typed; empty for any other form.

    Nobody can keep a file for a browser, so that page is all there is to offer again.
    """
    return page_above(_shown_at()) if _has_files() and not _typed() else ""


def _typed() -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.form.lists() if name != _OURS for value in values]


def _has_files() -> bool:
    """Of two buttons with one name, a camera's and a folder's, the first is empty where the second was used."""
    return any(file.filename for files in request.files.listvalues() for file in files)


def _shown_at() -> str:
    """The address of the form, or of the page on which HTMX asked for a part of it."""
    return urlsplit(htmx.current_url or "").path if wants_fragment() else request.path


def _form_address() -> str | None:
    """Where the form is to go, if it can be sent there by itself."""
    path = _shown_at()
    try:
        current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    return path
