"""Every screen of one filing that somebody who handles other people's data is shown is written down before it goes out.

In one place, so that no new page can forget it. What is no page (a picture, a file, a PDF) is written down by the
service that hands it out.
"""

from collections.abc import Collection

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from portal.domain import identity
from portal.domain.vocabulary import WITH_SECOND_FACTOR
from portal.services import history
from portal.web.errors import error_response
from portal.web.guards import current_context
from portal.web.language import gettext as _

SHOWN = frozenset({200, 409, 422, 429})
"""Statuses of an answer that may show a filing; every other one says only why it does not."""


def note_whole_number() -> None:
    """This answer shows somebody's whole ID number, in groups or in a PDF, where one could not look for it."""
    g.shows_whole_number = True


def also_shows(number: str) -> None:
    """Another filing stands on this page beside the one its address names: it is looked at as well."""
    g.setdefault("also_shown", set()).add(number)


def already_noted(numbers: Collection[str]) -> None:
    """What this page was read from holds the looks at these of today of whoever it is drawn for: there is nothing to
    write down."""
    g.setdefault("already_noted", set()).update(numbers)


def init_app(app: Flask) -> None:
    """Hang it behind every request."""

    @app.after_request
    def write_down(answer: Response) -> Response:
        number = (request.view_args or {}).get("number")
        if number is None:
            return answer
        is_screen = answer.status_code in SHOWN and answer.mimetype == "text/html" and request.method != "HEAD"
        if not (is_screen or "shows_whole_number" in g):
            return answer
        ctx = current_context()
        if ctx.actor.role not in WITH_SECOND_FACTOR:
            return answer
        try:
            is_whole = "shows_whole_number" in g or identity.is_shown_in(answer.get_data(as_text=True))
            shown = {number, *g.get("also_shown", ())} - g.get("already_noted", set()) if is_screen else ()
            history.note_screen(ctx, shown, number if is_whole else "")
        except OperationalError as error:
            app.logger.error("a look could not be written down: %s", error.orig)
            return _not_shown()
        return answer


def _not_shown() -> Response:
    sentence = _("谁看了个人信息，都要先记下来。现在记不进去，所以没有打开。请过几分钟再试。")
    answer = error_response(503, sentence)
    answer.headers["Retry-After"] = "60"
    return answer
