"""The QR on one's own papers: ended, or changed for another, after one question."""

from flask import Response, current_app, make_response, render_template, url_for

from portal.domain.errors import NotFound
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import qr_codes
from portal.services.cases import open_case
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.filing import title_of
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "own_qr", __name__, Permission.CITIZEN_AREA, url_prefix="/me/filings/<filing_number:number>/qr"
)


def _months() -> int:
    return int(current_app.config["PORTAL_SETTINGS"].qr_months)


@blueprint.get("")
def ask(number: str) -> Response:
    """What becomes of the printed one, and both buttons."""
    ctx = current_context()
    case = open_case(ctx, number, Permission.FILING_CLOSE)
    if not case.notices or qr_codes.is_over(ctx, case.filing, _months()):
        raise NotFound
    template = "citizen/qr.html" if case.qr else "citizen/qr_new.html"
    name = title_of(case.filing)
    return make_response(render_template(template, name=name, number=number, grouped_number=grouped(number)))


@blueprint.post("/renew")
def renew(number: str) -> Response:
    """A new one, shown where the filing is."""
    qr_codes.renew(current_context(), number, _months())
    return see_other(url_for("own_filing.detail", number=number, _anchor="qr"))


@blueprint.post("/end")
def end(number: str) -> Response:
    """None from now on."""
    qr_codes.end(current_context(), number)
    return see_other(url_for("own_filing.detail", number=number, _anchor="qr"))
