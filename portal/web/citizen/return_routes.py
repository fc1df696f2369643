"""回参保地: its person is back, reads what the guide says of that, and ends the filing."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import amendments, succession
from portal.services.cases import Case, open_case
from portal.web.addresses import row_number_in
from portal.web.citizen.forms import ReturnForm
from portal.web.forms.blame import blame
from portal.web.guards import current_actor, current_context, guarded_blueprint
from portal.web.presenters.after_approval import on_returning
from portal.web.presenters.filing import title_of
from portal.web.presenters.succession import begun_from, cancelled_with
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "own_return", __name__, Permission.CITIZEN_AREA, url_prefix="/me/filings/<filing_number:number>"
)


@blueprint.get("/return-home")
def ask(number: str) -> Response:
    """What the guide says of coming home, and what ends."""
    case = _case(number)
    return _page(case, ReturnForm(version=case.filing.version), 200)


@blueprint.post("/return-home")
def end(number: str) -> Response:
    """End it today."""
    case, form = _case(number), ReturnForm()
    if not form.validate():
        return _page(case, form, 422)
    try:
        version = row_number_in(str(form.version.data or "")) or 0
        amendments.return_home(current_context(), number, version, form.reason.data or "")
    except DomainError as refused:
        blame(form, refused)
        return _page(case, form, 409)
    return see_other(url_for("own_filing.detail", number=number))


def _case(number: str) -> Case:
    return open_case(current_context(), number, Permission.FILING_READ)


def _page(case: Case, form: ReturnForm, status: int) -> Response:
    filing = case.filing
    page = render_template(
        "citizen/return_home.html",
        form=form,
        name=title_of(filing),
        number=filing.number,
        grouped_number=grouped(filing.number),
        guide_says=on_returning(filing),
        begun_from=begun_from(succession.begun_from(filing)),
        cancelled_with=cancelled_with(succession.successor_of(current_actor(), case)),
        has_errors=status != 200,
    )
    return make_response(page, status)
