"""取下一件 and 转给同事: who works on which filing, and for a supervisor how much each has."""

from flask import Response, make_response, render_template, url_for
from wtforms.fields import SelectChoice

from portal.domain.errors import DomainError, Invalid
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import assignments, cases
from portal.web import downloads
from portal.web.clerk.forms import HandOverForm
from portal.web.clerk.screen import refused_at
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.presenters import workload as shown
from portal.web.presenters.actors import name_of
from portal.web.presenters.filing import masked_person
from portal.web.respond import see_other

blueprint = guarded_blueprint("clerk_assigning", __name__, Permission.CLERK_AREA, url_prefix="/clerk")


@blueprint.post("/next")
def take_next() -> Response:
    """The most urgent filing that nobody else works on; at the end of the queue, what is one's own."""
    number = assignments.take_next(current_context())
    if number is None:
        return see_other(url_for("clerk_queue.page", mine=1))
    return see_other(url_for("clerk_filing.page", number=number))


@blueprint.post("/filings/<filing_number:number>/prepare-next")
def prepare_next(number: str) -> Response:
    """Draw what the next screen shows while this one is read. Nothing of it is in the answer."""
    ctx = current_context()
    downloads.prepare(assignments.papers_of_next(ctx, number), ctx.now)
    return Response(status=204)


@blueprint.route("/filings/<filing_number:number>/hand-over", methods=["GET", "POST"])
def hand_over(number: str) -> Response:
    """Choose the colleague who goes on with it."""
    ctx, form = current_context(), HandOverForm()
    case = cases.open_case(ctx, number, Permission.FILING_READ)
    form.to.choices = [SelectChoice(each.uid, name_of(each)) for each in assignments.colleagues(ctx)]
    if form.validate_on_submit():
        try:
            assignments.hand_over(ctx, number, form.to.data)
            return see_other(url_for("clerk_filing.page", number=number, done="handed_over"))
        except Invalid as error:
            blame(form, error)
        except DomainError as error:
            return refused_at(ctx, number, error)
    page = render_template(
        "clerk/hand_over.html",
        number=number,
        grouped_number=grouped(number),
        who=masked_person(case.filing.claims.person),
        form=form,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/workload")
@requires(Permission.SUPERVISOR_AREA)
def workload() -> Response:
    """How much waits for each of the desk, and how much of it is overdue."""
    rows = shown.rows(assignments.workloads(current_context()))
    return make_response(render_template("clerk/workload.html", rows=rows))
