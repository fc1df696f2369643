"""What is wrong with one field, told as soon as somebody leaves it; the form says the same when it is sent."""

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.extensions import htmx
from portal.web.guards import guarded_blueprint
from portal.web.public.forms import Checked

blueprint = guarded_blueprint("fields", __name__, Permission.PUBLIC, url_prefix="/fields")


@blueprint.post("/<kind>/check")
def check(kind: str) -> str:
    """The field's fault in words, or nothing; an empty field has none yet. What was typed is kept nowhere."""
    form = Checked(MultiDict({kind: request.form.get(htmx.trigger_name or "", "")}))
    if kind not in form:
        raise NotFound
    form.validate()
    return render_template("components/fault.html", field=form[kind])
