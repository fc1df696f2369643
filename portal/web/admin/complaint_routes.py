"""Complaints of a county: which wait for an answer and by when, and each with what was said."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import feedback
from portal.services.cases import open_case
from portal.web.admin.forms import AnswerForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.feedback import complaints_shown, rating_shown, waiting_row
from portal.web.presenters.filing import title_of
from portal.web.presenters.messages import hears_of_complaint
from portal.web.respond import see_other

blueprint = guarded_blueprint("admin_complaints", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/complaints")


@blueprint.get("/")
def every() -> Response:
    """Those without an answer, the oldest first."""
    ctx = current_context()
    rows = [waiting_row(each, each.due_on is not None and each.due_on < ctx.today) for each in feedback.waiting(ctx)]
    return make_response(render_template("admin/complaints.html", rows=rows))


@blueprint.get("/<filing_number:number>")
def show(number: str) -> Response:
    """What was said of one filing; that it was read is written down."""
    return _page(number, AnswerForm())


@blueprint.post("/<filing_number:number>")
def answer(number: str) -> Response:
    """Answer what waits; the answer then stands under what was said."""
    form = AnswerForm()
    if form.validate():
        try:
            feedback.answer(current_context(), number, form.complaint.data or "", form.answer.data or "")
            return see_other(url_for("admin_complaints.show", number=number))
        except DomainError as refused:
            blame(form, refused)
    return _page(number, form)


def _page(number: str, form: AnswerForm) -> Response:
    ctx = current_context()
    case = open_case(ctx, number, Permission.COMPLAINT)
    waiting = feedback.next_to_answer(case)
    form.complaint.data = waiting.made.uid if waiting else ""
    shown = render_template(
        "admin/complaint.html",
        form=form,
        number=number,
        name=title_of(case.filing),
        grouped_number=grouped(number),
        complaints=complaints_shown(feedback.complaints_of(case)),
        given=rating_shown(case),
        hears=hears_of_complaint(waiting.made) if waiting else "",
        has_errors=bool(form.errors),
    )
    return make_response(shown, 422 if form.errors else 200)
