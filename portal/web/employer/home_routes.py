"""What a unit filed for its staff: where each stands, and the link by which what is missing is sent."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from portal.domain.errors import NotAllowed
from portal.domain.policy import Permission
from portal.services import employers, progress
from portal.services.cases import open_case
from portal.web.addresses import row_number_in
from portal.web.guards import current_context, guarded_blueprint
from portal.web.navigation import place_of
from portal.web.presenters.employer import item_choices, staff_lines
from portal.web.respond import see_other

blueprint = guarded_blueprint("employer", __name__, Permission.EMPLOYER_AREA, url_prefix="/employer")
PAGE = 50


@blueprint.get("/")
def home() -> Response:
    """The newest first, a page at a time."""
    ctx = current_context()
    after_id = row_number_in(request.args.get("after", ""))
    rows = employers.filed(ctx, after_id, PAGE + 1)
    page = render_template(
        "employer/home.html",
        unit=place_of(current_user.seen),
        items=item_choices(employers.items(ctx)),
        lines=staff_lines(rows[:PAGE], ctx.today),
        first_url=url_for("employer.home") if after_id is not None else "",
        next_url=url_for("employer.home", after=rows[PAGE - 1].filing.id) if len(rows) > PAGE else "",
    )
    return make_response(page)


@blueprint.post("/filings/<filing_number:number>/supply")
def supply(number: str) -> Response:
    """To the page on which what this filing lacks is sent, which needs no account."""
    ctx = current_context()
    secret = progress.link_to_supply(ctx, open_case(ctx, number, Permission.FILING_READ))
    if secret is None:
        raise NotAllowed("nothing_is_owed")
    return see_other(url_for("following.upload", token=secret))
