"""A computer that others use too: whoever says so where they sign in leaves nothing on it but what they take along."""

from flask import Response, request, session

from portal.web.forms.shared import FIELD

_MARK = "is_shared"


def is_shared() -> bool:
    """Whether whoever signs in with this request, or is signed in, said so."""
    return bool(request.form.get(FIELD) or session.get(_MARK))


def stay_shared(was_shared: bool) -> None:
    """Know it as long as the session that has just begun."""
    if was_shared:
        session[_MARK] = True


def leave_nothing(response: Response, was_shared: bool) -> Response:
    """What the browser kept of the pages is gone; of a shared computer every cookie too, and what it had chosen."""
    kinds = '"cache", "storage", "cookies"' if was_shared else '"cache", "storage"'
    response.headers["Clear-Site-Data"] = kinds
    return response
