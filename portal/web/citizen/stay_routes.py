"""Step 2: where to and when, with what the rules say shown below while one types."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.claims import Answers
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.services import filings
from portal.web.citizen.assessment import assess_draft
from portal.web.citizen.drafts import Draft, draft_for
from portal.web.citizen.forms import SlipForm
from portal.web.forms.blame import blame_facts
from portal.web.forms.filing import StayForm
from portal.web.forms.sections import Sections
from portal.web.guards import current_context, guarded_blueprint
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply_where", __name__, Permission.CITIZEN_AREA, url_prefix="/apply/draft")


@blueprint.get("/<filing_number:number>/where")
def where(number: str) -> Response:
    """Ask, and show what the answers so far mean."""
    draft = draft_for(number)
    return _page(draft, _sections(draft), 200)


@blueprint.post("/<filing_number:number>/where")
def save_where(number: str) -> Response:
    """Keep what was typed; with no fault go on, or stay and look at what it means."""
    draft = draft_for(number)
    sections = _sections(draft)
    if "later" in request.form:
        sections.forget_faulty()
    elif not (sections.validate() and _can_be_read(draft, sections)):
        return _page(draft, sections, 422)
    filings.save_draft(current_context(), number, _answers(sections))
    if "later" in request.form:
        return see_other(url_for("me.filings_of_mine"))
    if "look" in request.form:
        return see_other(f"{draft.step_url('where')}#assessment")
    return see_other(draft.step_url("check" if request.args.get("then") == "check" else "papers"))


@blueprint.post("/<filing_number:number>/where/assessment")
def look(number: str) -> Response:
    """The answer to what is typed at this moment; nothing is kept."""
    draft = draft_for(number)
    sections = _sections(draft)
    sections.forget_faulty()
    found = assess_draft(draft.case, _answers(sections))
    return make_response(render_template("citizen/_assessment.html", assessment=found))


def _sections(draft: Draft) -> Sections:
    stay = StayForm(data=StayForm.filled_from(draft.claims)).fit(draft.item)
    slip = SlipForm(data=SlipForm.filled_from(draft.claims)).fit(draft.item)
    return Sections(stay, slip)


def _answers(sections: Sections) -> Answers:
    return {path: answer for form in sections.forms for path, answer in form.answers().items()}


def _can_be_read(draft: Draft, sections: Sections) -> bool:
    try:
        draft.case.foreseen(_answers(sections))
    except FactFaults as faults:
        blame_facts(sections, faults)
        return False
    return True


def _page(draft: Draft, sections: Sections, status: int) -> Response:
    is_answered = bool(draft.claims.treatment_place)
    return make_response(
        render_template(
            "citizen/where.html",
            draft=draft,
            form=sections,
            then=request.args.get("then", ""),
            has_errors=status == 422,
            assessment=assess_draft(draft.case) if is_answered and status == 200 else None,
        ),
        status,
    )
