"""Certificates: the page that checks one, and what whoever checks without the portal fetches beforehand."""

from flask import Response, current_app, make_response, render_template, request

from portal.domain.policy import Permission
from portal.services import certifying
from portal.services.ended_list import PublishedList
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.certificate import CertificateWords, verdict_shown
from portal.web.public.forms import CertificateForm

blueprint = guarded_blueprint("certificates", __name__, Permission.PUBLIC)
ANY_SITE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Both are public: a hospital's own page may fetch them."""


@blueprint.route("/verify", methods=["GET", "POST"])
def verify() -> Response:
    """By a form; with a script the browser checks by itself, and sends nothing."""
    form, shown = CertificateForm(), None
    if form.validate_on_submit():
        verdict = certifying.verdict(current_context(), form.certificate.data or "")
        shown = verdict_shown(verdict, certifying.key_set())
    page = render_template(
        "public/verify.html", form=form, shown=shown, words=CertificateWords(), has_errors=bool(form.errors)
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/.well-known/filing-certificates/keys.json")
def keys() -> Response:
    """The keys whose certificates count."""
    text = certifying.key_set().text(current_app.config["PORTAL_SETTINGS"].base_url)
    return Response(text, mimetype="application/json", headers=ANY_SITE)


@blueprint.get("/.well-known/filing-certificates/ended.txt")
def ended() -> Response:
    """The signed list of those that ended early; a browser that has it is told whether it still holds."""
    published: PublishedList = current_app.extensions["portal_ended_list"]
    newest = published.newest(current_context())
    answer = Response(newest.text, mimetype="text/plain", headers=ANY_SITE | {"Cache-Control": "public, no-cache"})
    answer.set_etag(newest.tag)
    answer.make_conditional(request)
    return answer
