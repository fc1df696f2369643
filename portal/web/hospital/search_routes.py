"""A hospital's search among its own referrals."""

from flask import Response, make_response, render_template, request

from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel
from portal.models.listed import ListedFiling
from portal.services import queues
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.referral_list import lines_of

blueprint = guarded_blueprint("hospital_search", __name__, Permission.HOSPITAL_AREA, url_prefix="/hospital/search")
LONGEST_SEARCH = 100


@blueprint.post("")
def find() -> Response:
    """By number, exact name, whole ID number or telephone; never by an address."""
    ctx = current_context(Channel.HOSPITAL)
    words = request.form.get("words", "").strip()[:LONGEST_SEARCH]
    found = queues.search(ctx, words) if words else []
    lines = lines_of([ListedFiling.of(filing) for filing in found], ctx.today)
    return make_response(render_template("hospital/search.html", words=words, lines=lines))
