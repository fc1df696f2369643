"""Which filing do I need: plain questions, one a page, the answers in the address and nowhere else."""

from flask import Response, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from portal.domain.policy import Permission
from portal.services.rulebook import rulebook
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.advice import no_item
from portal.web.public.advice import advise
from portal.web.public.hospital_lookup import hospital_lookup
from portal.web.public.questions import item_of, situation_of
from portal.web.public.trail import Trail, address, trail_of
from portal.web.respond import public_page, see_other

blueprint = guarded_blueprint("start", __name__, Permission.PUBLIC)


@blueprint.get("/start")
def start() -> Response:
    """The next question, or the answer when nothing more has to be known."""
    trail = trail_of(request.args)
    if trail.question is None:
        return _result(trail)
    was_sent = request.args.get("asked") == trail.question.name
    typed = MultiDict(request.args) if was_sent else None
    form = trail.question.form(typed)
    if was_sent and form.validate():
        return see_other(address({**trail.answers, trail.question.name: _coded(form[trail.question.name].data)}))
    lookup = hospital_lookup(trail) if trail.question.name == "networked" else None
    return make_response(
        render_template(
            "public/question.html",
            trail=trail,
            question=trail.question,
            form=form,
            lookup=lookup,
            has_errors=bool(form.errors),
        ),
        422 if form.errors else 200,
    )


def _coded(answer: object) -> str:
    return answer.isoformat() if hasattr(answer, "isoformat") else str(answer)


def _result(trail: Trail) -> Response:
    county = rulebook.catalogue.county(trail.answers["county"])
    assert county is not None  # the question offers counties of the catalogue only
    item = item_of(trail.answers)
    if item is None:
        return public_page("public/no_item.html", trail=trail, nothing=no_item(county, situation_of(trail.answers)))
    advice = advise(current_context(), county, item, trail.answers)
    return public_page("public/advice.html", trail=trail, advice=advice)
