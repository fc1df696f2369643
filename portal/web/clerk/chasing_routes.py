"""答应补来的: by which day papers were promised, and the list from which the desk chases them."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.day_place import DayPlace
from portal.domain.errors import DomainError, Invalid
from portal.domain.fact_rules import FactFaults
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import cases, promises
from portal.web.addresses import day_place_in, written_place
from portal.web.clerk.forms import PromisedDayForm
from portal.web.clerk.screen import refused_at
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import chasing as shown
from portal.web.presenters.filing import masked_person
from portal.web.respond import see_other

blueprint = guarded_blueprint("clerk_chasing", __name__, Permission.CLERK_AREA, url_prefix="/clerk")


@blueprint.get("/promises")
def page() -> Response:
    """The earliest day first, a page at a time."""
    ctx, after = current_context(), day_place_in(request.args.get("after", ""))
    found = promises.to_chase(ctx, after)
    last = found[promises.PAGE - 1] if len(found) > promises.PAGE else None
    following = written_place(DayPlace(last.promised_on, last.id)) if last and last.promised_on else ""
    return make_response(
        render_template(
            "clerk/promises.html",
            rows=shown.rows(found[: promises.PAGE], ctx.today),
            first_url=url_for("clerk_chasing.page") if after else "",
            next_url=url_for("clerk_chasing.page", after=following) if following else "",
        )
    )


@blueprint.route("/filings/<filing_number:number>/promise", methods=["GET", "POST"])
def note(number: str) -> Response:
    """By which day what is owed was promised."""
    ctx, form = current_context(), PromisedDayForm()
    case = cases.open_case(ctx, number, Permission.FILING_READ)
    if form.validate_on_submit():
        try:
            promises.note(ctx, number, form.promised_on.data)
            return see_other(url_for("clerk_filing.page", number=number, done="promised"))
        except Invalid as error:
            blame(form, error)
        except (DomainError, FactFaults) as error:
            return refused_at(ctx, number, error)
    page = render_template(
        "clerk/promise.html",
        number=number,
        grouped_number=grouped(number),
        who=masked_person(case.filing.claims.person),
        form=form,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)
