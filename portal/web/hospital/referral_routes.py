"""Pages of the hospital: its lists, the issuing of a referral, and one referral with what may be done to it."""

import secrets
from collections.abc import Callable

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from portal.adapters.uploads import UploadRefused
from portal.domain.claims import Claims, laid_over, with_answer
from portal.domain.errors import DomainError, NotAllowed, NotFound, Stale
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing
from portal.models.listed import ListedFiling
from portal.services import (
    amendments,
    documents,
    notices,
    referral_lists,
    referrals,
    scoping,
    slip_signing,
)
from portal.services.cases import Case
from portal.services.rulebook import rulebook
from portal.web import downloads, uploads
from portal.web.addresses import row_number_in
from portal.web.guards import current_context, guarded_blueprint
from portal.web.hospital.forms import ReferralForm, referral_form, returned_form
from portal.web.hospital.lists import FIRST_RETURNED, NAMES, PAGE, page_of
from portal.web.navigation import place_of
from portal.web.presenters import referral as presenters
from portal.web.presenters.referral_list import lines_of, returned_first, shelf_page, tabs
from portal.web.presenters.sentences import refused, unreadable
from portal.web.presenters.slip_signing import signing_page
from portal.web.presenters.succession import origin_for_filer
from portal.web.respond import see_other

blueprint = guarded_blueprint("hospital", __name__, Permission.HOSPITAL_AREA, url_prefix="/hospital")


@blueprint.get("/")
def home() -> Response:
    """What came back to us first, then the list the address asks for."""
    ctx = current_context(Channel.HOSPITAL)
    key, after = request.args.get("list", ""), request.args.get("after", "")
    key = key if key in NAMES else "review"  # an unknown name is the first list
    after_id = row_number_in(after)
    back = [] if key == "returned" else referral_lists.returned(ctx, most=FIRST_RETURNED + 1)
    (rows, signers), turn = page_of(key, ctx, after_id, PAGE + 1), slip_signing.their_turn(ctx)
    own = {filing.id: ctx.actor.signs_as for filing in turn.slips if ctx.actor.signs_as}
    return make_response(
        render_template(
            "hospital/home.html",
            hospital=place_of(current_user.seen),
            back=returned_first(back, FIRST_RETURNED, ctx.today),
            to_sign=lines_of(turn.slips, ctx.today, own),
            signs=turn.count,
            shelf=shelf_page(key, rows, after_id, PAGE, ctx.today, signers),
            shelves=tabs(key, referrals.are_signed(ctx)),
        )
    )


@blueprint.route("/issue", methods=["GET", "POST"])
def issue() -> Response:
    """Send a referral in, with the scan of its slip."""
    ctx = current_context(Channel.HOSPITAL)
    hospital = referrals.own_hospital(ctx)
    item = rulebook.item(referrals.referral_item(hospital))
    today = with_answer(Claims(), "referral.issued_on", ctx.today)
    form = referral_form(item, today, secrets.token_urlsafe(16))

    def send() -> Filing:
        stated = laid_over(Claims(), form.answers())
        return referrals.issue(ctx, stated, uploads.keep(form.chosen_files()), form.key.data, form.carries_stamp)

    url = url_for("hospital.issue")
    return _taken(form, send, "hospital/issue.html", "hospital.issued", hospital=hospital.name, url=url)


@blueprint.post("/filings/<filing_number:number>/renew")
def renew(number: str) -> Response:
    """Begin the next referral of the same patient with all that stays; it opens where its own slip is asked for."""
    draft = amendments.begin_renewal(current_context(Channel.HOSPITAL), number, uploads.copied)
    return see_other(url_for("hospital.complete", number=draft.number))


@blueprint.route("/filings/<filing_number:number>/complete", methods=["GET", "POST"])
def complete(number: str) -> Response:
    """Send in what came by a spreadsheet, or renews another, with the scan of its slip."""
    ctx = current_context(Channel.HOSPITAL)
    case = _case(number)
    if case.filing.status is not FilingStatus.DRAFT:
        return see_other(url_for("hospital.show", number=number))
    claims = case.filing.claims
    dated = with_answer(claims, "referral.issued_on", claims.referral.issued_on or ctx.today)
    form = referral_form(case.item, dated, secrets.token_urlsafe(16))

    def send() -> Filing:
        stated = laid_over(Claims(), form.answers())
        return referrals.complete(ctx, number, stated, uploads.keep(form.chosen_files()), form.carries_stamp)

    own = {"hospital": referrals.own_hospital(ctx).name, "url": url_for("hospital.complete", number=number)}
    return _taken(form, send, "hospital/issue.html", "hospital.issued", **own)


@blueprint.route("/filings/<filing_number:number>/correct", methods=["GET", "POST"])
def correct(number: str) -> Response:
    """Mend what the agency returned and send it in again."""
    ctx = current_context(Channel.HOSPITAL)
    case = _case(number)
    filing = case.filing
    if filing.status is not FilingStatus.CORRECTION_REQUESTED:
        raise NotAllowed("not_in_this_state", status=filing.status)
    form = returned_form(case, secrets.token_urlsafe(16))

    def send() -> Filing:
        slip = uploads.keep(form.chosen_files())
        return referrals.send_back_corrected(ctx, case, _version(), form.answers(), slip, form.carries_stamp)

    returned = presenters.Returned.of(case.corrections[-1], case.item)
    page = presenters.ReferralLine.of(ListedFiling.of(filing), ctx.today)
    own = {"page": page, "url": url_for("hospital.correct", number=number)}
    return _taken(form, send, "hospital/correct.html", "hospital.show", returned=returned, **own)


@blueprint.get("/filings/<filing_number:number>")
def show(number: str) -> Response:
    """Where one referral stands, how long it counts, and its papers."""
    case, ctx = _case(number), current_context(Channel.HOSPITAL)
    signing, ended = signing_page(ctx, case), origin_for_filer(case.filing, ctx.today)
    return make_response(render_template("hospital/filing.html", page=_page(case), signing=signing, ended=ended))


@blueprint.get("/filings/<filing_number:number>/issued")
def issued(number: str) -> Response:
    """The number to note down after sending in, and what happens next."""
    case = _case(number)
    if case.filing.status is FilingStatus.DRAFT:
        return see_other(url_for("hospital_signing.show", number=number))
    return make_response(render_template("hospital/issued.html", page=_page(case)))


@blueprint.get("/filings/<filing_number:number>/<any(withdraw, cancel):act>")
def ask_to_close(number: str, act: str) -> Response:
    """Say what closing means before it is done."""
    case = _case(number)
    page = _page(case)
    url = {"withdraw": page.withdraw_url, "cancel": page.cancel_url}[act]
    if not url:
        return see_other(page.url)
    closing = presenters.closing_of(act, case.filing.status)
    return make_response(render_template("hospital/close.html", page=page, closing=closing, url=url))


@blueprint.post("/filings/<filing_number:number>/withdraw")
def withdraw(number: str) -> Response:
    """Take an undecided referral back."""
    filing = amendments.withdraw(current_context(Channel.HOSPITAL), number, _version())
    return see_other(url_for("hospital.show", number=filing.number))


@blueprint.post("/filings/<filing_number:number>/cancel")
def cancel(number: str) -> Response:
    """End an approved referral today."""
    reason = request.form.get("reason", "")[:200]
    filing = amendments.cancel(current_context(Channel.HOSPITAL), number, _version(), reason)
    return see_other(url_for("hospital.show", number=filing.number))


@blueprint.get("/filings/<filing_number:number>/scans/<uid>/<int:page>.png")
def picture(number: str, uid: str, page: int) -> Response:
    """One page of what was uploaded as a picture."""
    return downloads.picture(documents.readable(current_context(Channel.HOSPITAL), number, uid), page)


@blueprint.get("/filings/<filing_number:number>/scans/<uid>")
def scan(number: str, uid: str) -> Response:
    """What was uploaded itself, to be saved."""
    return downloads.scan(documents.readable(current_context(Channel.HOSPITAL), number, uid))


@blueprint.get("/filings/<filing_number:number>/papers/<uid>")
def notice(number: str, uid: str) -> Response:
    """A paper the agency put out, as a page that prints."""
    readable = notices.readable(current_context(Channel.HOSPITAL), number, uid)
    return downloads.notice_page(*readable, back_url=url_for("hospital.show", number=number))


@blueprint.get("/filings/<filing_number:number>/papers/<uid>.pdf")
def notice_pdf(number: str, uid: str) -> Response:
    """The same as PDF."""
    return downloads.notice_pdf(*notices.readable(current_context(Channel.HOSPITAL), number, uid))


def _taken(
    form: ReferralForm,
    send: Callable[[], Filing],
    template: str,
    then: str,
    **shown: object,
) -> Response:
    """Show the form; sent, do what it asks for or say everything that is wrong with it."""
    faults: list[str] = []
    if request.method == "POST":
        try:
            if form.validate():
                return see_other(url_for(then, number=send().number))
            uploads.checked(form.chosen_files())  # a bad file is said with the rest
        except UploadRefused as refusal:
            form.slip.errors = [uploads.refusal_sentence(refusal)]
        except FactFaults as found:
            faults = unreadable(found)
        except (Stale, NotFound):
            raise
        except DomainError as error:
            faults = [refused(error)]
    has_errors = bool(faults or form.errors)
    form.offer(referrals.signers(current_context(Channel.HOSPITAL)))
    page = render_template(template, form=form, faults=faults, has_errors=has_errors, **shown)
    return make_response(page, 422 if has_errors else 200)


def _case(number: str) -> Case:
    ctx = current_context(Channel.HOSPITAL)
    return Case(ctx, *scoping.filing_with_papers(ctx.actor, number, Permission.FILING_READ))


def _version() -> int:
    version = row_number_in(request.form.get("version", ""))
    if version is None:
        raise Stale("changed_meanwhile")
    return version


def _page(case: Case) -> presenters.ReferralPage:
    return presenters.page_of(
        case.filing,
        case.item,
        current_context(Channel.HOSPITAL).today,
        next(reversed(case.corrections), None),
        case.documents,
        case.notices,
        case.events,
        presenters.concerns_of(case),
    )
