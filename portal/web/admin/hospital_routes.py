"""Hospitals that may refer: the list, a new one, and from when to when each may."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError, NotFound
from portal.domain.policy import Permission
from portal.models import Hospital
from portal.services import hospitals
from portal.web.admin.forms import DesignationForm, HospitalForm
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.sentences import refused
from portal.web.presenters.supervision import HospitalLine
from portal.web.respond import see_other

blueprint = guarded_blueprint("admin_hospitals", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/hospitals")


@blueprint.route("/", methods=["GET", "POST"])
def every() -> Response:
    """The county's hospitals, and the form that adds one."""
    ctx, form, faults = current_context(), HospitalForm(), []
    if form.validate_on_submit():
        try:
            hospitals.add(ctx, form.name.data, form.designated_from.data)
            return see_other(url_for("admin_hospitals.every"))
        except DomainError as error:
            faults = [refused(error)]
    lines = [HospitalLine.of(row, ctx.today) for row in hospitals.of_county(ctx)]
    has_errors = bool(faults or form.errors)
    page = render_template("admin/hospitals.html", form=form, lines=lines, faults=faults, has_errors=has_errors)
    return make_response(page, 422 if has_errors else 200)


@blueprint.route("/<uid>", methods=["GET", "POST"])
def dates(uid: str) -> Response:
    """From when to when one hospital may refer."""
    ctx, faults = current_context(), []
    hospital = _hospital(uid)
    form = DesignationForm(obj=hospital)
    if form.validate_on_submit():
        try:
            hospitals.set_dates(ctx, uid, form.designated_from.data, form.designated_until.data)
            return see_other(url_for("admin_hospitals.every"))
        except NotFound:
            raise
        except DomainError as error:
            faults = [refused(error)]
    has_errors = bool(faults or form.errors)
    line = HospitalLine.of(hospital, ctx.today)
    page = render_template("admin/hospital.html", form=form, line=line, faults=faults, has_errors=has_errors)
    return make_response(page, 422 if has_errors else 200)


def _hospital(uid: str) -> Hospital:
    found = next((row for row in hospitals.of_county(current_context()) if row.uid == uid), None)
    if found is None:
        raise NotFound
    return found
