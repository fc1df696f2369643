"""What somebody typed just before their session ended: shown to its own account, to be sent again or let go."""

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.services import parked
from portal.web.dates import moment
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import INTAKE_TITLES
from portal.web.navigation import home_of
from portal.web.respond import see_other

blueprint = guarded_blueprint("parked", __name__, Permission.SIGNED_IN, url_prefix="/account/unsent")


@blueprint.get("")
def unsent() -> Response:
    """The form as it was, ready to be sent again; none is like an address that never was."""
    form = parked.waiting(current_context())
    if form is None:
        raise NotFound
    page = render_template(
        "account/unsent.html",
        uid=form.uid,
        what=_what(form.content.path),
        at=moment(form.parked_at),
        fields=form.content.fields,
        had_files=form.content.had_files,
    )
    return make_response(page)


@blueprint.post("/<uid>/send")
def send(uid: str) -> Response:
    """Send the browser on with the very same form to where it was going: every guard there looks at it anew."""
    return make_response(redirect(parked.take(current_context(), uid), 307))


@blueprint.post("/<uid>/drop")
def drop(uid: str) -> Response:
    """Let it go."""
    parked.take(current_context(), uid)
    return see_other(home_of(current_user.account))


def _what(path: str) -> str:
    """The plain name of the page it was typed on; the address itself may hold a number and stays unsaid."""
    intake = {url_for("clerk_intake.choose", channel=each): str(title) for each, title in INTAKE_TITLES.items()}
    places = {
        "clerk": _("办件处理"),
        "hospital": _("转诊单"),
        "apply": _("备案申请"),
        "me": _("我的备案"),
        "admin": _("管理"),
    }
    own = next((name for start, name in intake.items() if path.startswith(start)), None)
    return own or places.get(path.split("/")[1], _("刚才那一页"))
