"""Whoever forgot the password: how to come by a code, and what it is for."""

from flask import Response, make_response, render_template

from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.domain.spelling import figures
from portal.services import password_rules, recovery
from portal.web.account.arriving import arrive
from portal.web.account.forms import RecoveryForm
from portal.web.forms.blame import blame
from portal.web.guards import client_address, current_context, guarded_blueprint
from portal.web.known_browser import known_browser

blueprint = guarded_blueprint("recovery", __name__, Permission.PUBLIC)


@blueprint.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> Response:
    """Ring the office, be rung back, and choose a new password by the code."""
    form = RecoveryForm()
    if form.validate_on_submit():
        code = figures(form.code.data)
        try:
            user = recovery.recover(
                current_context(), form.phone.data, code, form.password.data, client_address(), known_browser()
            )
        except DomainError as refused:
            blame(form, refused)
        else:
            return arrive(user)
    has_errors = bool(form.errors)
    page = render_template(
        "account/forgotten.html", form=form, shortest=password_rules.SHORTEST_PASSWORD, has_errors=has_errors
    )
    return make_response(page, 422 if has_errors else 200)
