"""Papers that come later, forms to be signed at the counter, and what to read out when a case is in."""

from flask import Response, make_response, render_template, request, url_for

from portal.adapters.uploads import UploadRefused
from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel, NoticeKind
from portal.services import cases, casework, intake, issuing
from portal.services.casework import CaseFile
from portal.web import uploads
from portal.web.clerk.documents_form import DocumentsForm
from portal.web.clerk.fax_beside import fax_beside
from portal.web.clerk.forms import ActForm
from portal.web.clerk.screen import opened, refused_at
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import case as case_shown
from portal.web.presenters import intake as shown
from portal.web.presenters.sentences import document_title, refused
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_receiving", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>"
)


@blueprint.get("/entered")
def entered(number: str) -> Response:
    """The number to read back, the code for the person's account, what to say, and what to print."""
    ctx = current_context()
    case = opened(ctx, number)
    page = shown.entered(case)
    code = intake.binding_code(ctx, case.filing)
    return make_response(render_template("clerk/entered.html", page=page, code=code))


@blueprint.get("/receive")
def ask(number: str) -> Response:
    """Which papers came, and how."""
    ctx = current_context(Channel.FAX if request.args.get("fax") else Channel.WINDOW)
    case = opened(ctx, number)
    documents = DocumentsForm(case.item, Channel.WINDOW, fax_beside(ctx))
    return _page(ctx, case, documents, ActForm(version=case.filing.version))


@blueprint.post("/receive")
def take(number: str) -> Response:
    """Put them on file; once nothing is owed the filing is up for review again."""
    ctx = current_context(Channel.FAX if request.form.get("came_by") == "fax" else Channel.WINDOW)
    case = cases.open_case(ctx, number, Permission.FILING_READ)
    documents, form = DocumentsForm(case.item, Channel.WINDOW, fax_beside(ctx)), ActForm()
    documents.form.validate()
    try:
        came = (documents.sighted(), documents.arrived(), documents.committed(), documents.from_tray())
        intake.receive(ctx, case, form.seen(), *came)
    except UploadRefused as error:
        return _page(ctx, casework.all_around(ctx, case), documents, form, uploads.refusal_sentence(error))
    except (Invalid, NotAllowed) as error:
        return _page(ctx, opened(ctx, number), documents, form, refused(error))
    except (DomainError, FactFaults) as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.page", number=number, done="received"))


def _page(ctx: Context, case: CaseFile, documents: DocumentsForm, form: ActForm, fault: str = "") -> Response:
    return make_response(
        render_template(
            "clerk/receive.html",
            page=case_shown.page(ctx, case),
            owed=tuple(document_title(case.item, kind) for kind in case.owed),
            documents=documents,
            fax=documents.fax,
            fax_uid=documents.fax.uid if documents.fax else None,
            width="wide" if documents.fax else "column",
            layout="sheet" if documents.fax else "",
            form=form,
            fault=fault,
            came_by="fax" if ctx.channel is Channel.FAX else "window",
            has_errors=bool(fault),
        ),
        422 if fault else 200,
    )


@blueprint.post("/form")
def form_to_sign(number: str) -> Response:
    """The registration form, in duplicate, to be signed before there is a decision."""
    return _print(number, NoticeKind.FILING_FORM)


@blueprint.post("/authorisation")
def authorisation_to_sign(number: str) -> Response:
    """The letter by which the person authorises an agent."""
    return _print(number, NoticeKind.AUTHORISATION)


def _print(number: str, kind: NoticeKind) -> Response:
    ctx = current_context()
    try:
        notice = issuing.for_signing(ctx, number, kind)
    except NotFound:
        raise
    except (DomainError, FactFaults) as error:
        return refused_at(ctx, number, error)
    return see_other(url_for("clerk_filing.notice", number=number, uid=notice.uid))
