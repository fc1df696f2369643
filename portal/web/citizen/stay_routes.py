"""Step 2: where to and when, with what the rules say shown below while one types."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel
from portal.services import filings
from portal.web.citizen.drafts import Draft, assess_draft, draft_for
from portal.web.forms.blame import blame_facts
from portal.web.guards import current_context, guarded_blueprint
from portal.web.questions.forms import QuestionForm
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply_where", __name__, Permission.CITIZEN_AREA, url_prefix="/apply/draft")
PAGE = (Section.STAY, Section.SLIP, Section.REFERRAL)


@blueprint.get("/<filing_number:number>/where")
def where(number: str) -> Response:
    """Ask, and show what the answers so far mean."""
    draft = draft_for(number)
    return _page(draft, _form(draft), 200)


@blueprint.post("/<filing_number:number>/where")
def save_where(number: str) -> Response:
    """Keep what was typed; with no fault go on, or stay and look at what it means."""
    draft = draft_for(number)
    form = _form(draft)
    if "later" in request.form:
        form.validate()
        form.forget_faulty()
    elif not (form.validate() and _can_be_read(draft, form)):
        return _page(draft, form, 200 if form.is_looking_up else 422)
    filings.save_draft(current_context(), number, form.answers())
    if "later" in request.form:
        return see_other(url_for("me.filings_of_mine"))
    if "look" in request.form:
        return see_other(f"{draft.step_url('where')}#assessment")
    return see_other(draft.step_url("check" if request.args.get("then") == "check" else "papers"))


@blueprint.post("/<filing_number:number>/where/assessment")
def look(number: str) -> Response:
    """The answer to what is typed at this moment; nothing is kept."""
    draft = draft_for(number)
    form = _form(draft)
    form.validate()
    form.forget_faulty()
    found = assess_draft(draft.case, form.answers())
    return make_response(render_template("citizen/_assessment.html", assessment=found))


def _form(draft: Draft) -> QuestionForm:
    return QuestionForm.of(draft.item, Channel.ONLINE, PAGE, draft.claims)


def _can_be_read(draft: Draft, form: QuestionForm) -> bool:
    try:
        draft.case.foreseen(form.answers())
    except FactFaults as faults:
        blame_facts(form, faults)
        return False
    return True


def _page(draft: Draft, form: QuestionForm, status: int) -> Response:
    is_answered = draft.claims.treatment_place is not None
    return make_response(
        render_template(
            "citizen/where.html",
            draft=draft,
            form=form,
            then=request.args.get("then", ""),
            has_errors=status == 422,
            assessment=assess_draft(draft.case) if is_answered and status == 200 else None,
        ),
        status,
    )
