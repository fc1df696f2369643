"""What one field asks while it is filled in: what is wrong with it, and which places fit what is typed."""

from flask import Response, jsonify, render_template, request
from werkzeug.datastructures import MultiDict

from portal.adapters import place_search
from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.domain.spelling import words_of
from portal.extensions import htmx
from portal.web.guards import guarded_blueprint
from portal.web.public.forms import Checked
from portal.web.questions.listed_hospital import look_up
from portal.web.questions.looked_up import MOST_LETTERS

LONGEST_SEARCH = 40
blueprint = guarded_blueprint("fields", __name__, Permission.PUBLIC, url_prefix="/fields")


@blueprint.post("/<kind>/check")
def check(kind: str) -> str:
    """The field's fault in words, or nothing; an empty field has none yet. What was typed is kept nowhere."""
    form = Checked(MultiDict({kind: request.form.get(htmx.trigger_name or "", "")}))
    if kind not in form:
        raise NotFound
    form.validate()
    return render_template("components/fault.html", field=form[kind])


@blueprint.get("/hospitals/<name>")
def hospitals(name: str) -> str:
    """Hospitals of the operator's list for what is typed in the field of that name."""
    typed = words_of(request.args.get(name, "")[:MOST_LETTERS])
    return render_template("components/found.html", name=name, lookup=look_up(typed))


@blueprint.get("/places")
def places() -> Response:
    """Places of treatment for characters, pinyin or a code, and what there is no longer; everybody is given the same,
    so it may be kept."""
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    found = [{"code": each.code, "label": each.label} for each in place_search.search(typed)]
    answer = jsonify({"found": found, "given_up": place_search.given_up(typed)})
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
