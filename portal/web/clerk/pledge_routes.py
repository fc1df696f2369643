"""承诺核查: which signed promises nobody has looked into, and what somebody found who looked."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.pledges import PledgeState
from portal.domain.policy import Permission
from portal.services import pledge_checks
from portal.services.cases import Case, open_case
from portal.services.pledge_checks import PAGE
from portal.web.addresses import day_place_in, written_place
from portal.web.clerk.forms import PledgeForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import pledges as shown
from portal.web.presenters.filing import masked_person
from portal.web.respond import see_other

blueprint = guarded_blueprint("clerk_pledges", __name__, Permission.CLERK_AREA, url_prefix="/clerk")


@blueprint.get("/pledges")
def page() -> Response:
    """First those without a day, which somebody has to set; then the most urgent."""
    ctx, after = current_context(), day_place_in(request.args.get("after", ""))
    undated, found = pledge_checks.undated(ctx), pledge_checks.dated(ctx, after)
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = written_place(DayPlace(last.check_on, last.filing.id)) if last and last.check_on else ""
    return make_response(
        render_template(
            "clerk/pledges.html",
            undated=shown.rows(undated[:PAGE], ctx.today),
            dated=shown.rows(found[:PAGE], ctx.today),
            first_url=url_for("clerk_pledges.page") if after else "",
            next_url=url_for("clerk_pledges.page", after=following) if following else "",
        )
    )


@blueprint.get("/filings/<filing_number:number>/pledge")
def look(number: str) -> Response:
    """What was signed, what the guide has of it, and what was found so far."""
    ctx = current_context()
    case = open_case(ctx, number, Permission.FILING_READ)
    return _page(case, PledgeForm(check_on=case.filing.pledge_check_on))


@blueprint.post("/filings/<filing_number:number>/pledge")
def note(number: str) -> Response:
    """By when somebody looks, or what was found."""
    ctx, form = current_context(), PledgeForm()
    if form.validate():
        try:
            _do(ctx, number, form)
            return see_other(url_for("clerk_pledges.page"))
        except (Invalid, NotAllowed) as error:
            blame(form, error)
    return _page(open_case(ctx, number, Permission.FILING_READ), form, 422)


def _do(ctx: Context, number: str, form: PledgeForm) -> None:
    if form.found.data == PledgeState.OPEN:
        pledge_checks.set_day(ctx, number, form.check_on.data)
    else:
        pledge_checks.find(ctx, number, PledgeState(form.found.data), form.words.data or "")


def _page(case: Case, form: PledgeForm, status: int = 200) -> Response:
    filing = case.filing
    shown_page = render_template(
        "clerk/pledge.html",
        number=filing.number,
        who=masked_person(filing.claims.person),
        form=form,
        rows=shown.pledge_of(case),
        is_open=filing.pledge is PledgeState.OPEN,
        has_errors=bool(form.errors),
    )
    return make_response(shown_page, status)
