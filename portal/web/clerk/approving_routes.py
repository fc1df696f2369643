"""准予备案: what nobody looked at yet is named, and settled or passed over, in the form that approves."""

from flask import Response, make_response, render_template, url_for

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, SeveralInvalid
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.services import approval
from portal.services.casework import CaseFile
from portal.web.clerk.forms import ApprovalForm
from portal.web.clerk.screen import draw, opened, refused_at, status_of
from portal.web.forms.blame import blame, blame_all
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import approval as approval_shown
from portal.web.presenters import case as shown
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_approving", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)


@blueprint.get("/approve")
def ask(number: str) -> Response:
    """What has to be said with an approval."""
    ctx = current_context()
    case = opened(ctx, number)
    begins_on = case.needs.start.on if case.needs else None
    return _page(ctx, case, ApprovalForm(version=case.filing.version, begins_on=begins_on))


@blueprint.post("/approve")
def do(number: str) -> Response:
    """Approve; what can be mended is said on the same page, everything else on the fresh screen."""
    ctx, form = current_context(), ApprovalForm()
    status, is_sound = 422, form.validate()
    given = form.approval()
    if is_sound:
        try:
            approval.approve(ctx, number, form.seen(), given)
            return see_other(url_for("clerk_filing.page", number=number, done="approved"))
        except SeveralInvalid as several:
            blame_all(form, several.faults)
        except (Invalid, NotAllowed) as error:
            blame(form, error)
            status = status_of(error)
        except (DomainError, FactFaults) as error:
            return refused_at(ctx, number, error)
    case = opened(ctx, number, form.begins_on.data)
    if not is_sound and case.needs:
        blame_all(form, approval.faults_foreseen(case.needs, given))
    return _page(ctx, case, form, status)


def _page(ctx: Context, case: CaseFile, form: ApprovalForm, status: int = 200) -> Response:
    if case.needs is None:  # no longer to be approved: the screen says what may be done instead
        return draw(ctx, case.filing.number, 422, fault=" ".join(form.form_errors) or approval_shown.not_now())
    if case.needs.cap_passed and not case.may_override:
        return draw(ctx, case.filing.number, 422, fault=approval_shown.cap_passed(case.needs))
    approving = approval_shown.shown(case, case.needs, bool(form.errors))
    form.named.data = approving.named
    form.beside.data = " ".join(each.number for each in case.needs.beside)
    form.checked.choices = list(approving.choices)
    for field in (form.cap_reason, form.begins_on, form.start_reason, form.unchecked_reason):
        field.flags.required = True
    form.answer.flags.required = bool(approving.asks)
    return make_response(
        render_template(
            "clerk/approving.html",
            page=shown.page(ctx, case),
            approving=approving,
            form=form,
            has_errors=bool(form.errors),
        ),
        status,
    )
