"""Terminals: the list, setting up the very device on which a supervisor is signed in, and the end of one."""

from flask import Response, make_response, render_template, url_for

from portal.domain.policy import Permission
from portal.services import terminals
from portal.web import terminal
from portal.web.admin.forms import TerminalForm
from portal.web.guards import current_context, guarded_blueprint, requires, sign_out
from portal.web.known_browser import forget_browser
from portal.web.presenters.terminals import TerminalLine
from portal.web.respond import see_other
from portal.web.shared_computer import leave_nothing

blueprint = guarded_blueprint("admin_terminals", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/terminals")


@blueprint.get("/")
def every() -> Response:
    """Where terminals stand, and the form that makes one of this device."""
    return _page(TerminalForm(), 200)


@blueprint.post("/")
@requires(Permission.STAFF_ACCOUNTS)
def set_up() -> Response:
    """This browser is a terminal from now on, and the supervisor is signed out of it."""
    form = TerminalForm()
    if not form.validate():
        return _page(form, 422)
    _made, secret = terminals.set_up(current_context(), form.place.data)
    sign_out()
    answer = leave_nothing(see_other(url_for("kiosk.home")), was_shared=False)
    return terminal.keep(forget_browser(answer), secret)


@blueprint.post("/<uid>/end")
@requires(Permission.STAFF_ACCOUNTS)
def end(uid: str) -> Response:
    """It opens nothing from now on."""
    terminals.end(current_context(), uid)
    return see_other(url_for("admin_terminals.every"))


def _page(form: TerminalForm, status: int) -> Response:
    lines = [TerminalLine.of(each) for each in terminals.of_county(current_context())]
    page = render_template("admin/terminals.html", form=form, lines=lines, has_errors=status == 422)
    return make_response(page, status)
