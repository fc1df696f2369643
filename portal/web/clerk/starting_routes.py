"""补定起算日: from when a filing counts that was approved before approvals fixed it."""

from flask import Response, make_response, render_template, url_for

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed
from portal.domain.policy import Permission
from portal.services import starts
from portal.services.casework import CaseFile
from portal.web.clerk.forms import StartForm
from portal.web.clerk.screen import draw, opened, refused_at
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters import case as shown
from portal.web.presenters.approval import start_text
from portal.web.presenters.sentences import refused
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_starting", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)


@blueprint.get("/start")
def ask(number: str) -> Response:
    """The day the guide states, or one to confirm."""
    ctx = current_context()
    case = opened(ctx, number)
    return _page(ctx, case, StartForm(version=case.filing.version, begins_on=case.start.on if case.start else None))


@blueprint.post("/start")
def do(number: str) -> Response:
    """Fix it; a day that cannot be is said on the same page, everything else on the fresh screen."""
    ctx, form = current_context(), StartForm()
    if form.validate():
        try:
            starts.fix(ctx, number, form.seen(), form.begins_on.data, form.start_reason.data or "")
            return see_other(url_for("clerk_filing.page", number=number, done="start_fixed"))
        except Invalid as error:
            blame(form, error)
        except DomainError as error:
            return refused_at(ctx, number, error)
    return _page(ctx, opened(ctx, number), form, 422)


def _page(ctx: Context, case: CaseFile, form: StartForm, status: int = 200) -> Response:
    if case.start is None:
        return draw(ctx, case.filing.number, 422, fault=refused(NotAllowed("start_is_known")))
    for field in (form.begins_on, form.start_reason):  # the day is drawn only where the guide states none
        field.flags.required = True
    return make_response(
        render_template(
            "clerk/starting.html",
            page=shown.page(ctx, case),
            is_start_stated=case.start.is_stated,
            start=start_text(case.start, _("指南没有写明。先填的是准予备案的那天，可以改。")),
            form=form,
            has_errors=bool(form.errors),
        ),
        status,
    )
