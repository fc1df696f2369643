"""A citizen closes their own account: what goes at once, what stays and why, said before it is done."""

from flask import Response, current_app, make_response, render_template, url_for

from portal.adapters.erasure_list import ErasureList
from portal.config import Settings
from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.services import closing, passwords
from portal.web.account.forms import ClosingForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint, requires, sign_out
from portal.web.respond import see_other
from portal.web.shared_computer import leave_nothing

blueprint = guarded_blueprint("closing", __name__, Permission.CITIZEN_AREA, url_prefix="/account/close")


@blueprint.route("", methods=["GET", "POST"])
def close() -> Response:
    """Ask for the password once more, then it is gone."""
    ctx, form = current_context(), ClosingForm()
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    if form.validate_on_submit():
        try:
            passwords.check_own(ctx, form.old_password.data)
            closing.close_account(ctx, ErasureList(settings.data_dir, settings.backup_dir).add)
        except DomainError as refused:
            blame(form, refused)
        else:
            sign_out()
            return leave_nothing(see_other(url_for("closing.closed")), was_shared=True)
    page = render_template("account/close.html", form=form, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/done")
@requires(Permission.PUBLIC)
def closed() -> Response:
    """It is gone; how to follow what stays."""
    return make_response(render_template("account/closed.html"))
