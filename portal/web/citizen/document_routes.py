"""Step 3 and what comes after a correction notice: photographs and files added, taken back, promised in writing."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import Response, make_response, render_template, request

from portal.adapters.uploads import UploadRefused
from portal.domain.errors import DomainError, NotFound
from portal.domain.policy import Permission
from portal.domain.vocabulary import AskedFor
from portal.services import documents
from portal.services.notice_texts.commitments import commitment_statement
from portal.web import downloads, uploads
from portal.web.citizen.documents import DocumentsPage, documents_page_for, upload_forms
from portal.web.citizen.drafts import assess_draft
from portal.web.citizen.forms import SignatureForm
from portal.web.forms.blame import blame
from portal.web.forms.sections import Sections
from portal.web.forms.upload import UploadForm
from portal.web.guards import current_context, guarded_blueprint
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.web.presenters import sentences, supplying
from portal.web.presenters.pledges import terms_of
from portal.web.questions.opened import OpenedForm, opened_form
from portal.web.respond import page_or_fragment, see_other
from portal.wording.translation import is_source

blueprint = guarded_blueprint(
    "own_documents", __name__, Permission.CITIZEN_AREA, url_prefix="/me/filings/<filing_number:number>"
)

NOTHING_SENT: Mapping[str, UploadForm] = MappingProxyType({})


COMMITMENT_GLOSS = _(
    "上面这段话是说：您现在交不出这份材料；填写的内容都是真的，符合这一项的条件；情况变了马上告诉经办机构；"
    "不属实的，退回多付的医保基金，并承担责任。"
)
"""What is signed is Chinese; whoever reads another language is told what it says."""


def documents_page(
    desk: DocumentsPage,
    sent: Mapping[str, UploadForm] = NOTHING_SENT,
    faults: Sequence[str] = (),
    opened: OpenedForm | None = None,
    status: int = 422,
) -> Response:
    """The list of papers, whole or as the part that changed; `faults` are about all of it. `sent` and `opened` as they
    were sent; `status` where there is something to mend."""
    forms = {**upload_forms(desk), **sent}
    opened = opened_form(desk.case) if opened is None else opened
    faults = (*faults, *opened.form_errors)
    has_errors = bool(faults or opened.errors) or any(form.errors for form in forms.values())
    return page_or_fragment(
        "citizen/documents.html" if desk.is_draft else "citizen/supply.html",
        "citizen/_checklist.html",
        status=status if has_errors else 200,
        desk=desk,
        number=desk.case.filing.number,
        checklist=desk.checklist(),
        forms=forms,
        sections=Sections(*forms.values(), opened),
        faults=faults,
        opened=opened,
        texts=supplying.IN_ACCOUNT[desk.case.filing.asks_for or AskedFor.DOCUMENTS],
        assessment=assess_draft(desk.case) if desk.is_draft else None,
        remark=desk.case.requested.remark,
        has_errors=has_errors,
    )


@blueprint.post("/documents/<kind>/add")
def add(number: str, kind: str) -> Response:
    """Keep what was photographed or chosen, all of it or none."""
    desk = documents_page_for(number)
    form = desk.upload_form(kind)
    if form.validate():
        try:
            stored = uploads.keep(request.files.getlist(form.files.name))
            case = documents.attach_all(current_context(), desk.case, kind, stored, form.said_sealed())
        except UploadRefused as refused:
            form.files.errors = [uploads.refusal_sentence(refused)]
        except DomainError as refused:
            return documents_page(desk, {kind: form}, (sentences.refused(refused),))
        else:
            return _after(DocumentsPage(case), kind)
    return documents_page(desk, {kind: form})


@blueprint.post("/documents/<uid>/remove")
def remove(number: str, uid: str) -> Response:
    """Take one photograph back."""
    return _after(DocumentsPage(documents.remove(current_context(), number, uid)), "")


def _after(desk: DocumentsPage, kind: str) -> Response:
    if "HX-Request" in request.headers:
        return documents_page(desk)
    return see_other(f"{desk.url}#paper-{kind}" if kind else desk.url)


@blueprint.route("/commit/<kind>", methods=["GET", "POST"])
def commit(number: str, kind: str) -> Response:
    """Read a commitment and sign it in place of a paper."""
    desk, form, ctx = documents_page_for(number), SignatureForm(), current_context()
    material = desk.case.item.material(kind)
    if material is None or not material.commitment.value:
        raise NotFound
    statement = commitment_statement(desk.case.item, kind, desk.case.filing.claims)
    if form.validate_on_submit():
        try:
            documents.commit_in_writing(ctx, desk.case, kind, "\n".join(statement), form.signed_name.data)
        except DomainError as refused:
            blame(form, refused)
        else:
            return see_other(f"{desk.url}#paper-{kind}")
    page = render_template(
        "citizen/commit.html",
        terms=terms_of(material),
        form=form,
        statement=statement,
        gloss="" if is_source(language()) else COMMITMENT_GLOSS,
        name=sentences.document_title(desk.case.item, kind),
        signer=desk.case.filing.claims.signer.name or "",
        back_url=desk.url,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/documents/<uid>/<int:page>.png")
def picture(number: str, uid: str, page: int) -> Response:
    """One page of a paper as a picture."""
    return downloads.picture(documents.readable(current_context(), number, uid), page)


@blueprint.get("/documents/<uid>")
def scan(number: str, uid: str) -> Response:
    """The paper itself, to be saved."""
    return downloads.scan(documents.readable(current_context(), number, uid))
