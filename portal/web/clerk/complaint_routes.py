"""投诉: what somebody complains of by telephone or at the window, written down for the supervisors."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import NotAllowed
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.models import Filing
from portal.services import feedback
from portal.services.cases import open_case
from portal.web.clerk.mending_forms import ComplaintTakenForm, proposed
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.filing import masked_person
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_complaints", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>/complaint"
)


@blueprint.get("")
def ask(number: str) -> Response:
    """Who says what."""
    ctx = current_context()
    filing = open_case(ctx, number, Permission.FILING_REVIEW).filing
    return _page(filing, ComplaintTakenForm(data=proposed(ctx, filing)))


@blueprint.post("")
def take_down(number: str) -> Response:
    """Hand it to the supervisors; from then on it is theirs alone to read."""
    ctx, form = current_context(), ComplaintTakenForm()
    filing = open_case(ctx, number, Permission.FILING_REVIEW).filing
    form.offer()
    if form.validate():
        try:
            feedback.take_down(ctx, number, form.words.data or "", form.informant())
            return see_other(url_for("clerk_filing.page", number=number, done="complained"))
        except NotAllowed as refused:
            blame(form, refused)
    return _page(filing, form, 422)


def _page(filing: Filing, form: ComplaintTakenForm, status: int = 200) -> Response:
    form.offer()
    page = render_template(
        "clerk/complaint.html",
        number=filing.number,
        grouped_number=grouped(filing.number),
        who=masked_person(filing.claims.person),
        form=form,
        has_errors=bool(form.errors),
    )
    return make_response(page, status)
