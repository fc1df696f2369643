"""One's own signed-in browsers: which there are, to end one or all but this (threat W5)."""

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from portal.domain.policy import Permission
from portal.models import LoginSession
from portal.services import own_sessions
from portal.web.browsers import browser_words
from portal.web.dates import moment
from portal.web.guards import current_context, guarded_blueprint, session_limits
from portal.web.respond import see_other

blueprint = guarded_blueprint("own_sessions", __name__, Permission.SIGNED_IN, url_prefix="/account/sessions")


@blueprint.get("")
def every() -> Response:
    """Where the account is signed in now, since when, and when somebody was there last."""
    rows = own_sessions.open_ones(current_context(), session_limits())
    return make_response(render_template("account/sessions.html", lines=[_line(row) for row in rows]))


def _line(row: LoginSession) -> dict[str, str]:
    is_this = own_sessions.is_of(row, current_user.token)
    return {
        "browser": browser_words(row.browser),
        "begun": moment(row.created_at),
        "seen": moment(row.seen_at),
        "end_url": "" if is_this else url_for("own_sessions.end", key=own_sessions.key_of(row)),
    }


@blueprint.post("/<key>/end")
def end(key: str) -> Response:
    """End one: its cookie is worth nothing from then on."""
    own_sessions.end_one(current_context(), key)
    return see_other(url_for("own_sessions.every"))


@blueprint.post("/end-others")
def end_others() -> Response:
    """End all but this one."""
    own_sessions.end_others(current_context(), current_user.token)
    return see_other(url_for("own_sessions.every"))
