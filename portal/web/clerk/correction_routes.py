"""The one complete notice of what is missing, and how what was missing finds its way back."""

from flask import Response, current_app, make_response, render_template, url_for

from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, SeveralInvalid
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.services import amendments, cases, casework, intake, progress, review
from portal.services.casework import CaseFile
from portal.web.clerk.forms import ActForm, CorrectionForm, PhoneCallForm
from portal.web.clerk.screen import draw, opened, refused_at, status_of
from portal.web.forms.blame import blame, blame_all
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import calls, proposals
from portal.web.presenters import case as shown
from portal.web.presenters.correction import correction_choices, unsound
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_correction", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)


@blueprint.get("/request-correction")
def ask(number: str) -> Response:
    """Everything that is owed stands in the notice already."""
    ctx = current_context()
    case = opened(ctx, number)
    doubtful = list(correction_choices(ctx, case).proposed)
    form = CorrectionForm(
        version=case.filing.version, remark=proposals.remark(case), kinds=unsound(case), questions=doubtful
    )
    return _page(ctx, case, form)


@blueprint.post("/request-correction")
def send(number: str) -> Response:
    """Send the notice; a second one may name nothing new."""
    ctx, form = current_context(), CorrectionForm()
    status = 422
    if not form.validate():
        case = cases.open_case(ctx, number, Permission.FILING_READ)
        blame_all(form, review.faults_of_notice(ctx, case, *form.notice()))
        return _page(ctx, casework.all_around(ctx, case), form, status)
    try:
        review.request_correction(ctx, number, form.seen(), *form.notice())
        return see_other(url_for("clerk_filing.page", number=number, done="corrected"))
    except SeveralInvalid as several:
        blame_all(form, several.faults)
    except (Invalid, NotAllowed) as error:
        blame(form, error)
        status = status_of(error)
    except DomainError as error:
        return refused_at(ctx, number, error)
    return _page(ctx, opened(ctx, number), form, status)


def _page(ctx: Context, case: CaseFile, form: CorrectionForm, status: int = 200) -> Response:
    wanted = correction_choices(ctx, case)
    form.kinds.choices, form.questions.choices = list(wanted.more), list(wanted.questions)
    return make_response(
        render_template(
            "clerk/correction.html",
            title=wanted.title,
            page=shown.page(ctx, case),
            wanted=wanted,
            form=form,
            unfolded={"open": ""} if form.questions.data else {},
            has_errors=bool(form.errors),
        ),
        status,
    )


@blueprint.route("/told", methods=["GET", "POST"])
def note_call(number: str) -> Response:
    """Write down what somebody was told by telephone."""
    ctx, form = current_context(), PhoneCallForm()
    if form.validate_on_submit():
        try:
            review.log_phone_call(ctx, number, form.text.data)
        except DomainError as error:
            return refused_at(ctx, number, error)
        return see_other(url_for("clerk_filing.page", number=number, done="told"))
    case = opened(ctx, number)
    drawn = render_template(
        "clerk/phone_call.html",
        page=shown.page(ctx, case),
        ring=calls.ring(case.filing),
        form=form,
        has_errors=bool(form.errors),
    )
    return make_response(drawn, 422 if form.errors else 200)


@blueprint.post("/upload-link")
def upload_link(number: str) -> Response:
    """A link for somebody without an account: shown this once, for only its index is kept."""
    ctx = current_context()
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    try:
        secret = progress.upload_link(ctx, number)
    except DomainError as error:
        return refused_at(ctx, number, error)
    return draw(ctx, number, link=settings.base_url + url_for("following.upload", token=secret))


@blueprint.post("/resume")
def resume(number: str) -> Response:
    """Back to review as it stands, without waiting any longer."""
    ctx = current_context()
    try:
        amendments.receive_correction(ctx, number, ActForm().seen())
    except (DomainError, FactFaults) as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, done="resumed"))


@blueprint.post("/binding-code")
def binding_code(number: str) -> Response:
    """A fresh one-time code for the person's account; the earlier ones end."""
    ctx = current_context()
    try:
        intake.new_binding_code(ctx, number)
    except DomainError as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_receiving.entered", number=number))
