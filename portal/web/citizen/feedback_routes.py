"""What its person says of how a filing was handled: rated once, complained about as often as it was answered."""

from collections.abc import Callable

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from portal.domain.errors import DomainError
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import feedback
from portal.web.citizen.forms import ComplaintForm, RatingForm
from portal.web.forms.blame import blame
from portal.web.forms.portal_form import PortalForm
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.feedback import complaints_shown, rating_shown, ways_of
from portal.web.presenters.filing import title_of
from portal.web.presenters.filing_state import contact_of
from portal.web.presenters.messages import hears_of_answer
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "own_feedback", __name__, Permission.CITIZEN_AREA, url_prefix="/me/filings/<filing_number:number>/feedback"
)


@blueprint.get("")
def page(number: str) -> Response:
    """Both forms, what was said so far, and the lines to ring."""
    return _page(number, RatingForm(), ComplaintForm())


@blueprint.post("/rate")
def rate(number: str) -> Response:
    """Once, when it is decided."""
    form = RatingForm()

    def act() -> None:
        feedback.rate(current_context(), number, int(form.stars.data), form.remark.data or "")

    return _done(number, form, act) or _page(number, form, ComplaintForm(formdata=None))


@blueprint.post("/complain")
def complain(number: str) -> Response:
    """While none waits."""
    form = ComplaintForm()

    def act() -> None:
        feedback.complain(current_context(), number, form.words.data or "")

    return _done(number, form, act) or _page(number, RatingForm(formdata=None), form)


def _done(number: str, form: PortalForm, act: Callable[[], None]) -> Response | None:
    """Where it leads; none where something is to be mended."""
    if not form.validate():
        return None
    try:
        act()
    except DomainError as refused:
        blame(form, refused)
        return None
    return see_other(url_for("own_feedback.page", number=number))


def _page(number: str, rating: RatingForm, complaint: ComplaintForm) -> Response:
    ctx = current_context()
    case = feedback.open_sent(ctx, number)
    faulty = next((form for form in (rating, complaint) if form.errors), None)
    shown = render_template(
        "citizen/feedback.html",
        number=number,
        name=title_of(case.filing),
        grouped_number=grouped(number),
        rating=rating if feedback.may_rate(case) else None,
        given=rating_shown(case),
        complaint=complaint,
        complaints=complaints_shown(feedback.own_complaints_of(ctx, case)),
        rating_ways=ways_of(case, "ratings"),
        hears=hears_of_answer(current_user.account),
        complaint_ways=ways_of(case, "complaints"),
        contact=contact_of(case.filing.item_id),
        faulty=faulty,
        has_errors=faulty is not None,
    )
    return make_response(shown, 422 if faulty else 200)
