"""Steps 3 and 4 of a draft: its papers, then everything on one page with a signature under it, and sending it in."""

from flask import Response, make_response, render_template, url_for

from portal.domain.claims import Claims
from portal.domain.errors import DomainError, Invalid
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.questions import Section
from portal.domain.spelling import is_same_name
from portal.domain.vocabulary import Channel
from portal.services import consents, filings
from portal.web.citizen import stay_routes
from portal.web.citizen.document_routes import documents_page
from portal.web.citizen.documents import DocumentsPage
from portal.web.citizen.drafts import OTHER, Draft, assess_draft, draft_for, own_identity
from portal.web.forms.blame import blame, blame_facts
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import checklist
from portal.web.presenters.claims import ClaimSection, OfNumber, masked_with_its_sense, sections, spelled_with_its_sense
from portal.web.presenters.filing_state import hearing_of
from portal.web.questions.declaration import DeclarationForm
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply_check", __name__, Permission.CITIZEN_AREA, url_prefix="/apply/draft")


@blueprint.get("/<filing_number:number>/papers")
def documents(number: str) -> Response:
    """Lay down what the item asks for."""
    draft = draft_for(number)
    return documents_page(DocumentsPage(draft.case))


@blueprint.get("/<filing_number:number>/check")
def check(number: str) -> Response:
    """Everything once more, each with a way to change it."""
    draft = draft_for(number)
    return _page(draft, _form(draft), 200)


@blueprint.post("/<filing_number:number>/check/id-number")
def reveal(number: str) -> Response:
    """The same with the ID numbers whole, to compare them with the cards; for their writer, before sending."""
    draft = draft_for(number)
    return _page(draft, _form(draft), 200, spelled_with_its_sense)


@blueprint.post("/<filing_number:number>/check")
def send(number: str) -> Response:
    """Sign and send in; sent twice, the first receipt answers."""
    draft = draft_for(number)
    form = _form(draft)
    is_sound = form.validate()
    if not _is_own_name(form) or not is_sound:
        _say_what_cannot_be_read(draft, form)
        return _page(draft, form, 422)
    ctx = current_context()
    if "consents" in form:
        consents.agree(ctx)
    try:
        filings.save_draft(ctx, number, form.answers())
        filings.submit(ctx, number)
    except FactFaults as faults:
        blame_facts(form, faults)
    except DomainError as refused:
        blame(form, refused)
    else:
        return see_other(url_for("own_filing.receipt", number=number))
    return _page(draft_for(number), form, 422)


def _is_own_name(form: DeclarationForm) -> bool:
    """Who files signs: the owner of the account, for oneself and as an agent."""
    name = own_identity().name
    if form["signed_name"].errors:
        return False
    if is_same_name(form["signed_name"].data or "", name):
        return True
    blame(form, Invalid("signature_is_another_name", "signed_name", name=name))
    return False


def _say_what_cannot_be_read(draft: Draft, form: DeclarationForm) -> None:
    """What was typed on the pages before is said with what is wrong with the signature."""
    try:
        draft.case.foreseen(form.answers())
    except FactFaults as faults:
        blame_facts(form, faults)


def _form(draft: Draft) -> DeclarationForm:
    form = DeclarationForm.of(draft.item, Channel.ONLINE, (Section.SIGNATURE,), Claims())
    if not consents.is_asked(current_context()):
        del form.consents
    return form


def _step_of(part: ClaimSection) -> str:
    """The page on which a part of the claims was typed."""
    return "where" if set(stay_routes.PAGE) & set(part.sections) else "who"


def _page(draft: Draft, form: DeclarationForm, status: int, of_number: OfNumber = masked_with_its_sense) -> Response:
    return make_response(
        render_template(
            "citizen/check.html",
            draft=draft,
            form=form,
            sections=[
                (part, draft.step_url(_step_of(part), then="check")) for part in sections(draft.filing, of_number)
            ],
            checklist=checklist.of_draft(draft.case),
            assessment=assess_draft(draft.case),
            hearing=hearing_of(draft.filing),
            is_spelled=of_number is spelled_with_its_sense,
            signer=own_identity().name,
            is_agent=draft.whom == OTHER,
            has_errors=status == 422,
        ),
        status,
    )
