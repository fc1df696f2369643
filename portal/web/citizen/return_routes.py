"""回参保地: its person is back, reads what the guide says of that, and ends the filing."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.models import Filing
from portal.services import amendments
from portal.services.cases import open_case
from portal.web.addresses import row_number_in
from portal.web.citizen.forms import ReturnForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.after_approval import on_returning
from portal.web.presenters.filing import title_of
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "own_return", __name__, Permission.CITIZEN_AREA, url_prefix="/me/filings/<filing_number:number>"
)


@blueprint.get("/return-home")
def ask(number: str) -> Response:
    """What the guide says of coming home, and what ends."""
    filing = _filing(number)
    return _page(filing, ReturnForm(version=filing.version), 200)


@blueprint.post("/return-home")
def end(number: str) -> Response:
    """End it today."""
    filing, form = _filing(number), ReturnForm()
    if not form.validate():
        return _page(filing, form, 422)
    try:
        version = row_number_in(str(form.version.data or "")) or 0
        amendments.return_home(current_context(), number, version, form.reason.data or "")
    except DomainError as refused:
        blame(form, refused)
        return _page(filing, form, 409)
    return see_other(url_for("own_filing.detail", number=number))


def _filing(number: str) -> Filing:
    return open_case(current_context(), number, Permission.FILING_READ).filing


def _page(filing: Filing, form: ReturnForm, status: int) -> Response:
    page = render_template(
        "citizen/return_home.html",
        form=form,
        name=title_of(filing),
        number=filing.number,
        grouped_number=grouped(filing.number),
        guide_says=on_returning(filing),
        has_errors=status != 200,
    )
    return make_response(page, status)
