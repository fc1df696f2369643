"""One screen for all who sign a slip: what it says, who has signed, who is next, and the act of whoever that is."""

from collections.abc import Callable

from flask import Response, make_response, render_template, request, url_for

from portal.domain.actor import Context
from portal.domain.errors import DomainError, NotAllowed, NotFound, Stale
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing
from portal.services import slip_signing
from portal.services.cases import open_case
from portal.web.addresses import row_number_in
from portal.web.guards import current_context, guarded_blueprint
from portal.web.hospital.forms import SendBackForm
from portal.web.presenters.referral import line_and_scans
from portal.web.presenters.sentences import refused, unreadable
from portal.web.presenters.slip_signing import signing_page
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "hospital_signing",
    __name__,
    Permission.HOSPITAL_AREA,
    url_prefix="/hospital/filings/<filing_number:number>/signing",
)


@blueprint.get("")
def show(number: str) -> Response:
    """The slip, its signatures, and what whoever looks may do."""
    return _page(number, SendBackForm(formdata=None))


@blueprint.post("/sign")
def sign(number: str) -> Response:
    """Sign it; with the last signature it goes to the agency."""
    return _done(number, SendBackForm(formdata=None), lambda ctx: slip_signing.sign(ctx, number, _edition()))


@blueprint.post("/back")
def send_back(number: str) -> Response:
    """Give it back to whoever wrote it."""
    form = SendBackForm()
    if not form.validate():
        return _page(number, form)
    return _done(number, form, lambda ctx: slip_signing.send_back(ctx, number, _edition(), form.words.data))


def _done(number: str, form: SendBackForm, act: Callable[[Context], Filing]) -> Response:
    try:
        filing = act(current_context(Channel.HOSPITAL))
    except FactFaults as found:
        return _page(number, form, unreadable(found))
    except (Stale, NotFound, NotAllowed):
        raise
    except DomainError as error:
        return _page(number, form, [refused(error)])
    then = "hospital_signing.show" if filing.status is FilingStatus.DRAFT else "hospital.show"
    return see_other(url_for(then, number=number))


def _page(number: str, form: SendBackForm, faults: list[str] | None = None) -> Response:
    ctx = current_context(Channel.HOSPITAL)
    case = open_case(ctx, number, Permission.FILING_READ)
    signing = signing_page(ctx, case)
    if signing is None:
        return see_other(url_for("hospital.show", number=number))
    line, scans = line_and_scans(case, ctx.today)
    has_errors = bool(faults or form.errors)
    own = {"form": form, "faults": faults or [], "has_errors": has_errors}
    page = render_template("hospital/signing.html", line=line, scans=scans, signing=signing, **own)
    return make_response(page, 422 if has_errors else 200)


def _edition() -> int:
    edition = row_number_in(request.form.get("edition", ""))
    if edition is None:
        raise Stale("changed_meanwhile")
    return edition
