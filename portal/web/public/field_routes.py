"""What is wrong with one field, told as soon as somebody leaves it; the form says the same when it is sent."""

from flask import render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.extensions import htmx
from portal.web.forms.fields import IdNumber, Phone
from portal.web.guards import guarded_blueprint

blueprint = guarded_blueprint("fields", __name__, Permission.PUBLIC, url_prefix="/fields")


class Checked(Form):
    """The fields that can be judged without the rest of their form."""

    id_number = IdNumber()
    phone = Phone()


@blueprint.post("/<kind>/check")
def check(kind: str) -> str:
    """The field's fault in words, or nothing; an empty field has none yet. What was typed is kept nowhere."""
    form = Checked(MultiDict({kind: request.form.get(htmx.trigger_name or "", "")}))
    if kind not in form:
        raise NotFound
    form.validate()
    return render_template("components/fault.html", field=form[kind])
