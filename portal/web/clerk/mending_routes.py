"""更正: what was typed is changed on somebody's word, until the decision."""

from flask import Response, make_response, render_template, url_for

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.services import cases, casework, mending, proving
from portal.services.cases import Case
from portal.services.casework import CaseFile
from portal.web.clerk.mending_forms import MendingForm, mending_form
from portal.web.clerk.screen import opened, refused_at, status_of
from portal.web.forms.blame import blame, blame_facts
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import case as shown
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_mending", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>/mend"
)


@blueprint.get("")
def ask(number: str) -> Response:
    """Everything that was said, ready to be changed."""
    ctx = current_context()
    case = opened(ctx, number)
    return _page(case, ctx, mending_form(ctx, case.filing, case.item))


@blueprint.post("")
def mend(number: str) -> Response:
    """Change it, and determine anew; what cannot be is said on the same page."""
    ctx = current_context()
    case = cases.open_case(ctx, number, Permission.FILING_READ)
    form, status = mending_form(ctx, case.filing, case.item), 422
    if form.validate():
        try:
            mending.mend(ctx, case, form.seen(), form.answers(), form.informant())
            return see_other(url_for("clerk_filing.page", number=number, done="mended"))
        except FactFaults as faults:
            blame_facts(form, faults)
        except (Invalid, NotAllowed) as refused:
            blame(form, refused)
            status = status_of(refused)
        except DomainError as error:
            return refused_at(ctx, number, error)
        case = cases.open_case(ctx, number, Permission.FILING_READ)  # what the refused act had changed is undone
    else:
        _say_what_else(form, case)
    return _page(casework.all_around(ctx, case), ctx, form, status)


def _say_what_else(form: MendingForm, case: Case) -> None:
    """With what is wrong with the fields: that nothing was changed, or who has another undecided filing.

    Of an answer that cannot be read neither is said.
    """
    answers = form.answers()
    is_readable = not any(form[each.name].errors for each in form.asked_questions)
    if is_readable and mending.changes_nothing(case, answers):
        blame(form, Invalid("nothing_changed"))
    filing, typed = case.filing, answers.get("person.id_number")
    if "id_number" not in form or form["id_number"].errors or not isinstance(typed, str):
        return
    try:
        proving.require_place(filing, typed, form.said_in.data or "")
    except Invalid as error:
        blame(form, error)


def _page(case: CaseFile, ctx: Context, form: MendingForm, status: int = 200) -> Response:
    return make_response(
        render_template(
            "clerk/mend.html",
            page=shown.page(ctx, case),
            form=form,
            has_errors=bool(form.errors),
        ),
        status,
    )
