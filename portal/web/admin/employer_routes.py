"""Units that file for their staff: the list, and the form that adds one."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.services import employers
from portal.web.admin.forms import EmployerForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.employer import EmployerLine
from portal.web.respond import see_other

blueprint = guarded_blueprint("admin_employers", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/employers")


@blueprint.route("/", methods=["GET", "POST"])
def every() -> Response:
    """The county's units, and the form that adds one; who files for a unit is invited as an account."""
    ctx, form = current_context(), EmployerForm()
    if form.validate_on_submit():
        try:
            employers.add(ctx, form.name.data, form.credit_code.data)
            return see_other(url_for("admin_employers.every"))
        except DomainError as error:
            blame(form, error)
    lines = [EmployerLine.of(row) for row in employers.of_county(ctx)]
    page = render_template("admin/employers.html", form=form, lines=lines, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)
