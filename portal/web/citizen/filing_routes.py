"""One filing of one's own: where it stands, what is owed, its papers, and every act still open to its person."""

from functools import partial

from flask import Response, abort, current_app, make_response, render_template, request, url_for

from portal.adapters import qr
from portal.domain.errors import DomainError, Invalid, Stale
from portal.domain.fact_rules import FactFaults
from portal.domain.lifecycle import counts_on
from portal.domain.numbering import grouped
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import UNDECIDED, FilingStatus
from portal.drawing import certificate_svg
from portal.models import Filing
from portal.services import altering, amendments, documents, history, messages, notices, qr_codes, scoping
from portal.services.cases import Case
from portal.services.feedback import COMPLAINTS
from portal.services.owing import StillOwed, faults_of_missing
from portal.services.succession import begun_from, successor_of
from portal.web import downloads, uploads
from portal.web.addresses import row_number_in
from portal.web.citizen.document_routes import documents_page
from portal.web.citizen.documents import DocumentsPage
from portal.web.citizen.forms import CloseForm
from portal.web.dates import day, moment
from portal.web.forms.blame import blame, blame_all, blame_facts
from portal.web.guards import current_actor, current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters import succession
from portal.web.presenters.after_approval import after_approval_in
from portal.web.presenters.claims import sections
from portal.web.presenters.filing import title_of
from portal.web.presenters.filing_state import contact_of, state_of
from portal.web.presenters.looks import looks
from portal.web.presenters.messages import hears, lines, reminder_of_end
from portal.web.presenters.missing import missing_of, owed_sentences
from portal.web.presenters.own_filing import happening, issued_notice
from portal.web.presenters.pledges import pledge_of
from portal.web.presenters.sentences import document_title
from portal.web.questions.opened import late_form, opened_form
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "own_filing", __name__, Permission.CITIZEN_AREA, url_prefix="/me/filings/<filing_number:number>"
)
_INNER = frozenset({"insured_checked", "person_verified", "overridden", "paper_marked"})


def _sent(number: str) -> Case:
    """The case; a draft opens where it was left."""
    case = Case(current_context(), *scoping.filing_with_papers(current_actor(), number, Permission.FILING_READ))
    if case.filing.status is FilingStatus.DRAFT:
        abort(see_other(url_for("apply_who.resume", number=number)))
    return case


@blueprint.get("")
def detail(number: str) -> Response:
    """Everything its person may know."""
    case = _sent(number)
    filing, actor, relation = case.filing, current_actor(), scoping.relation(case.filing)
    may_close = allowed(actor, Permission.FILING_CLOSE, relation)
    today = current_context().today
    is_asked = filing.status is FilingStatus.CORRECTION_REQUESTED or bool(case.wanted)
    is_approved = filing.status is FilingStatus.APPROVED
    counts = counts_on(filing.status, filing.ends_on, today)
    successor = successor_of(actor, case)
    may_supply = is_asked and allowed(actor, Permission.FILING_EDIT, relation)
    return make_response(
        render_template(
            "citizen/filing.html",
            name=title_of(filing),
            number=filing.number,
            was_sent=filing.submitted_at is not None,
            grouped_number=grouped(filing.number),
            state=state_of(filing, today),
            missing=missing_of(case, today, _supply_url(number) if may_supply else ""),
            timeline=[happening(event, filing) for event in case.events if event.kind not in _INNER],
            looks=looks(history.looks_at(filing), partial(document_title, case.item)),
            issued=[issued_notice(notice, filing.number) for notice in case.notices],
            messages=lines(messages.among([each for each in case.events if each.kind not in COMPLAINTS])),
            sections=sections(filing),
            may_withdraw=may_close and filing.status in UNDECIDED,
            may_end=may_close and is_approved and counts,
            may_return=may_close and bool(is_approved or successor) and altering.may_return(filing, today),
            locked=day(altering.locked_until(case, today)),
            may_renew=may_close and is_approved and filing.ends_on is not None,
            reminder=reminder_of_end(filing),
            after=after_approval_in(case, today),
            pledge=pledge_of(case),
            origin=succession.origin_for_filer(filing, today),
            successor_url=url_for("own_filing.detail", number=successor) if successor else "",
            certificate_svg=certificate_svg(filing, downloads.base_url(), _("核对这份备案真伪的二维码")),
            qr_svg=_qr(case),
            change_qr=_change_qr(case) if may_close else "",
            contact=contact_of(filing.item_id),
        )
    )


@blueprint.get("/receipt")
def receipt(number: str) -> Response:
    """It is in: the number, the QR, what happens next, by when, and the papers."""
    case = _sent(number)
    filing = case.filing
    return make_response(
        render_template(
            "citizen/receipt.html",
            name=title_of(filing),
            number=filing.number,
            grouped_number=grouped(filing.number),
            state=state_of(filing, current_context().today),
            submitted=_("收到时间：%(at)s", at=moment(filing.filed_at)),
            qr_svg=_qr(case),
            missing=missing_of(case, current_context().today, _supply_url(number)),
            issued=[issued_notice(notice, filing.number) for notice in case.notices],
            contact=contact_of(filing.item_id),
        )
    )


def _supply_url(number: str) -> str:
    return url_for("own_filing.supply", number=number)


def _qr_is_over(case: Case) -> bool:
    return qr_codes.is_over(current_context(), case.filing, current_app.config["PORTAL_SETTINGS"].qr_months)


def _qr(case: Case) -> str:
    """While it opens anything."""
    if case.qr is None or _qr_is_over(case):
        return ""
    return qr.svg(downloads.base_url() + url_for("following.by_qr", token=case.qr), _("查办理进度的二维码"))


def _change_qr(case: Case) -> str:
    """What the link to it is called, as long as one would open anything."""
    if _qr_is_over(case):
        return ""
    return str(_("二维码作废或换一个") if case.qr else _("旧单子上的二维码已经作废，做一个新的"))


@blueprint.get("/papers/<uid>")
def notice(number: str, uid: str) -> Response:
    """An issued paper as a page that prints."""
    readable = notices.readable(current_context(), number, uid)
    return downloads.notice_page(*readable, back_url=url_for("own_filing.detail", number=number))


@blueprint.get("/papers/<uid>.pdf")
def notice_pdf(number: str, uid: str) -> Response:
    """An issued paper as PDF."""
    return downloads.notice_pdf(*notices.readable(current_context(), number, uid))


@blueprint.get("/supply")
def supply(number: str) -> Response:
    """What was asked for, each with its own place to put it."""
    case = _sent(number)
    if case.filing.status is not FilingStatus.CORRECTION_REQUESTED and not case.wanted:
        return see_other(url_for("own_filing.detail", number=number))
    documents.require_may_add(current_context(), case)
    return documents_page(DocumentsPage(case))


@blueprint.post("/supply")
def send_correction(number: str) -> Response:
    """All of it in one go, back to the clerk; sent twice, the first time counts."""
    case, ctx = _sent(number), current_context()
    if (late := late_form(case)) is None and case.filing.status is not FilingStatus.CORRECTION_REQUESTED:
        amendments.send_correction(ctx, case, _version())
        return see_other(url_for("own_filing.detail", number=number))
    if late is None:
        documents.require_may_add(ctx, case)
    opened, faults, status = late or opened_form(case), list[str](), 422
    if opened.validate():
        try:
            amendments.send_correction(ctx, case, _version(), opened.answers())
            return see_other(url_for("own_filing.detail", number=number))
        except FactFaults as unreadable:
            blame_facts(opened, unreadable)
        except StillOwed as refused:
            faults = owed_sentences(case.item, refused.owed)
        except (Invalid, Stale) as refused:
            blame(opened, refused)
            status = 409 if isinstance(refused, Stale) else 422
    else:
        blame_all(opened, faults_of_missing(case))
    return documents_page(DocumentsPage(case), faults=faults, opened=opened, status=status)


@blueprint.route("/withdraw", methods=["GET", "POST"])
def withdraw(number: str) -> Response:
    """Ask once more, then take the application back."""
    filing = _sent(number).filing
    if request.method == "POST":
        amendments.withdraw(current_context(), number, _version())
        return see_other(url_for("own_filing.detail", number=number))
    return _confirmation("withdraw", filing, CloseForm(), 200)


@blueprint.route("/cancel", methods=["GET", "POST"])
def cancel(number: str) -> Response:
    """Ask once more, then end the filing today."""
    filing, form = _sent(number).filing, CloseForm()
    if not form.validate_on_submit():
        return _confirmation("cancel", filing, form, 422 if form.errors else 200)
    try:
        amendments.cancel(current_context(), number, _version(), form.reason.data or "")
    except DomainError as refused:
        blame(form, refused)
        return _confirmation("cancel", filing, form, 409)
    return see_other(url_for("own_filing.detail", number=number))


@blueprint.post("/change")
def change(number: str) -> Response:
    """A new draft that takes this one's place only when it is approved."""
    draft = amendments.begin_change(current_context(), number, uploads.copied)
    return see_other(url_for("apply_who.who", number=draft.number))


@blueprint.post("/renew")
def renew(number: str) -> Response:
    """A new draft with everything in it but what is new; it opens where that is asked."""
    draft = amendments.begin_renewal(current_context(), number, uploads.copied)
    return see_other(url_for("apply_where.where", number=draft.number))


def _confirmation(act: str, filing: Filing, form: CloseForm, status: int) -> Response:
    page = render_template(
        f"citizen/{act}.html",
        form=form,
        name=title_of(filing),
        number=filing.number,
        grouped_number=grouped(filing.number),
        version=filing.version,
        hears=hears(filing),
        gives_back=succession.gives_back(current_context(), filing, act),
        begun_from=succession.begun_from(begun_from(filing)) if act == "cancel" else "",
        has_errors=status != 200,
    )
    return make_response(page, status)


def _version() -> int:
    """The version the person saw; anything else is a stale screen."""
    return row_number_in(request.form.get("version", "")) or 0
