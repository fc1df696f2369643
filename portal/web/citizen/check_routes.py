"""Steps 3 and 4 of a draft: its papers, then everything on one page with a signature under it, and sending it in."""

from flask import Response, make_response, render_template, url_for
from flask_babel import gettext as _

from portal.domain.errors import DomainError, Invalid
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.services import filings
from portal.web.citizen import checklist
from portal.web.citizen.assessment import assess_draft
from portal.web.citizen.document_routes import DocumentsPage, documents_page
from portal.web.citizen.drafts import OTHER, Draft, draft_for, own_identity
from portal.web.citizen.forms import DeclarationForm
from portal.web.forms.blame import blame, blame_facts
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.claims import sections
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
    return _page(draft_for(number), DeclarationForm(), 200)


@blueprint.post("/<filing_number:number>/check")
def send(number: str) -> Response:
    """Sign and send in; sent twice, the first receipt answers."""
    draft, form = draft_for(number), DeclarationForm()
    if not form.validate() or not _is_own_name(form):
        return _page(draft, form, 422)
    ctx = current_context()
    try:
        filings.save_draft(ctx, number, {"declaration.signed_name": form.signed_name.data})
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
    if "".join((form.signed_name.data or "").split()) == "".join(name.split()):
        return True
    blame(form, Invalid("signature_is_another_name", "signed_name", name=name))
    return False


def _step_of(title: str) -> str:
    """Where a section of the claims was typed."""
    return "where" if title in (_("去哪里、什么时候"), _("转诊转院单")) else "who"


def _page(draft: Draft, form: DeclarationForm, status: int) -> Response:
    return make_response(
        render_template(
            "citizen/check.html",
            draft=draft,
            form=form,
            sections=[(part, draft.step_url(_step_of(part.title), then="check")) for part in sections(draft.filing)],
            checklist=checklist.of_draft(draft.case),
            assessment=assess_draft(draft.case),
            signer=own_identity().name,
            is_agent=draft.whom == OTHER,
            has_errors=status == 422,
        ),
        status,
    )
