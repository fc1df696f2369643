"""What somebody typed just before their session ended: shown to its own account, to be sent again or let go.

And a form whose token no longer fits, mostly because the browser lost its cookie: what was typed is offered again.
"""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.extensions import htmx
from portal.models.parked import UnsentForm
from portal.services import parked
from portal.web.account.forms import LoginForm
from portal.web.dates import moment
from portal.web.errors import stale_form, stale_part
from portal.web.guards import current_context, guarded_blueprint, permission_of
from portal.web.labels import INTAKE_TITLES
from portal.web.language import gettext as _
from portal.web.navigation import home_of
from portal.web.origins import is_likely_ours
from portal.web.respond import leave_for, see_other, wants_fragment
from portal.web.unsent import FILES, NEVER_KEPT, TYPED, form_sent, page_of_files

blueprint = guarded_blueprint("parked", __name__, Permission.SIGNED_IN, url_prefix="/account/unsent")
MOST_CARRIED = 256 * 1024


@blueprint.get("")
def unsent() -> Response:
    """The form as it was, ready to be sent again; none is like an address that never was."""
    form = parked.waiting(current_context())
    if form is None:
        raise NotFound
    content: UnsentForm = form.content
    page = render_template(
        "account/unsent.html",
        uid=form.uid,
        what=_what(content.path),
        at=moment(form.parked_at),
        fields=content.fields,
        had_files=content.had_files,
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


@blueprint.app_errorhandler(CSRFError)
def offer_again(_error: CSRFError) -> Response:
    """Nothing is done and nothing is kept here: whoever may send it is asked to press once more, others to sign in."""
    if not is_likely_ours():
        return stale_form()
    is_open = permission_of(current_app, request.endpoint or "") is Permission.PUBLIC
    may_send = is_open or current_user.is_authenticated
    if (page := page_of_files()) and not may_send:
        return leave_for(url_for("account.login", next=page, kept=FILES))
    if wants_fragment():
        return stale_part()
    form = form_sent()
    if form is None:
        return stale_form()
    if may_send:
        return _once_more(form)
    if any(name in NEVER_KEPT for name, _value in form.fields):
        return stale_form()
    carried = parked.carried(current_context(), form)
    if len(carried) > MOST_CARRIED:
        return stale_form()
    login = LoginForm(formdata=None, unsent=carried)
    return _in_its_place(render_template("account/login.html", form=login, kept=TYPED, is_registered=False))


def _once_more(form: UnsentForm) -> Response:
    fields = [(name, value) for name, value in form.fields if name not in NEVER_KEPT]
    return _in_its_place(render_template("account/again.html", path=form.path, fields=fields, had_files=form.had_files))


def _in_its_place(page: str) -> Response:
    """The page that offers it again; HTMX is to put its main part where the form stood, and to keep the address."""
    if not htmx:
        return make_response(page, 400)
    answer = make_response(page, 422)  # of the failures, HTMX shows this one
    answer.headers.update({"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"})
    answer.headers["HX-Push-Url"] = "false"
    return answer
