"""Keys of institutions whose systems ask the interface: the list, a new one, and its end."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.services import api_keys, hospitals
from portal.web.admin.forms import KeyForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.presenters.actors import name_of
from portal.web.presenters.api_keys import KeyLine
from portal.web.respond import see_other

blueprint = guarded_blueprint("admin_keys", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/keys")


@blueprint.get("/")
def every() -> Response:
    """Whose systems may ask what, and until when."""
    ctx = current_context()
    lines = [KeyLine.of(key, ctx) for key in api_keys.of_county(ctx)]
    return make_response(render_template("admin/keys.html", lines=lines))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.STAFF_ACCOUNTS)
def make() -> Response:
    """Make one; the key itself is shown once and never in an address."""
    ctx = current_context()
    form = KeyForm().fit([(row.uid, row.name) for row in hospitals.of_county(ctx)])
    if form.validate_on_submit():
        try:
            key, shown = api_keys.make(ctx, form.wanted())
            earlier = api_keys.earlier_of(key)
            whose = name_of(key.user)
            return make_response(render_template("admin/key.html", key=shown, institution=whose, earlier=earlier))
        except DomainError as error:
            blame(form, error)
    page = render_template("admin/new_key.html", form=form, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/<uid>/revoke")
@requires(Permission.STAFF_ACCOUNTS)
def revoke(uid: str) -> Response:
    """It opens nothing from now on."""
    api_keys.revoke(current_context(), uid)
    return see_other(url_for("admin_keys.every"))
