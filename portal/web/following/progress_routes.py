"""Progress by number, by QR, and papers by a one-time link: never a name, an ID number, a diagnosis."""

from dataclasses import replace

from flask import Response, current_app, make_response, render_template, request, url_for

from portal.adapters.uploads import UploadRefused
from portal.domain.errors import DomainError, Invalid, NotFound, Stale
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.domain.vocabulary import AskedFor
from portal.services import progress
from portal.services.cases import Case
from portal.services.owing import faults_of_missing
from portal.web import uploads
from portal.web.following.forms import LastFourForm, ProgressForm
from portal.web.following.wanted import WantedDocument, upload_form, wanted_of
from portal.web.forms.blame import blame, blame_all, blame_facts
from portal.web.forms.portal_form import PortalForm
from portal.web.guards import client_address, current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters import supplying
from portal.web.presenters.checklist import missing_sentence
from portal.web.presenters.filing import title_of
from portal.web.presenters.filing_state import contact_of
from portal.web.presenters.progress import Progress, progress_of, state_only_of
from portal.web.questions.opened import OpenedForm, blank_opened_form, late_form
from portal.web.respond import see_other

blueprint = guarded_blueprint("following", __name__, Permission.PUBLIC)


@blueprint.route("/progress", methods=["GET", "POST"])
def by_number() -> Response:
    """Number and last four; every miss says the same."""
    form, found = ProgressForm(), None
    if form.validate_on_submit():
        try:
            case = progress.by_number(current_context(), form.number.data, form.last_four.data, client_address())
            found = _whole(case)
        except NotFound:
            form.form_errors.append(_missed())
        except DomainError as refused:
            blame(form, refused)
    page = render_template("following/progress.html", form=form, progress=found, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


def _missed() -> str:
    return str(_("没有找到：编号或身份证号后四位不对。请对照回执和身份证再看一遍"))


def _whole(case: Case) -> Progress:
    """Everything but a name; what is missing can be sent from here where no account holds the filing."""
    ctx = current_context()
    secret = progress.link_to_supply(ctx, case)
    return progress_of(case, ctx.today, url_for("following.upload", token=secret) if secret else "")


@blueprint.route("/p/<token>", methods=["GET", "POST"])
def by_qr(token: str) -> Response:
    """The state of the filing on whose papers this QR is printed; the rest after the last four."""
    months = current_app.config["PORTAL_SETTINGS"].qr_months
    case = progress.by_qr(current_context(), token, months)
    return _state_page(case, url_for("following.by_qr", token=token))


@blueprint.route("/m/<token>", methods=["GET", "POST"])
def by_link(token: str) -> Response:
    """The same by the link in a message."""
    months = current_app.config["PORTAL_SETTINGS"].qr_months
    case = progress.by_link(current_context(), token, months)
    return _state_page(case, url_for("following.by_link", token=token))


def _state_page(case: Case, here: str) -> Response:
    ctx, form, found = current_context(), LastFourForm(), None
    if form.validate_on_submit():
        try:
            found = _whole(progress.by_number(ctx, case.filing.number, form.last_four.data, client_address()))
        except NotFound:
            form.form_errors.append(_("没有对上：身份证号后四位不对。请对照参保人的身份证再看一遍"))
        except DomainError as refused:
            blame(form, refused)
    page = render_template(
        "following/state.html",
        here=here,
        form=form,
        progress=found,
        state=None if found else state_only_of(case, ctx.today),
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/upload/<token>")
def upload(token: str) -> Response:
    """What is missing, each with a place to put it."""
    case = progress.by_upload_link(current_context(), token)
    return _upload_page(token, case, wanted_of(case), blank_opened_form(case))


@blueprint.post("/upload/<token>/<kind>")
def add(token: str, kind: str) -> Response:
    """Keep the photographs of one paper, all of them or none."""
    ctx = current_context()
    case = progress.by_upload_link(ctx, token)
    form = upload_form(case, kind)
    if form.validate():
        try:
            stored = uploads.keep(request.files.getlist(form.files.name))
            progress.add_by_link(ctx, token, case, kind, stored, form.said_sealed())
        except UploadRefused as refused:
            form.files.errors = [uploads.refusal_sentence(refused)]
        except DomainError as refused:
            blame(form, refused)
        else:
            return see_other(url_for("following.upload", token=token, _anchor=f"paper-{kind}"))
    wanted = [replace(each, form=form) if each.kind == kind else each for each in wanted_of(case)]
    return _upload_page(token, case, wanted, blank_opened_form(case))


@blueprint.post("/upload/<token>")
def finish(token: str) -> Response:
    """Everything is there: back to the clerk; the link is spent."""
    ctx = current_context()
    case = progress.by_upload_link(ctx, token)
    opened = late_form(case) or blank_opened_form(case)
    if opened.validate():
        try:
            sent = progress.finish_link(ctx, token, case, opened.answers())
            return make_response(render_template("following/sent.html", progress=progress_of(sent, ctx.today)))
        except FactFaults as faults:
            blame_facts(opened, faults)
        except (Invalid, Stale) as refused:
            blame(opened, refused)
    else:
        blame_all(opened, faults_of_missing(case))
    return _upload_page(token, case, wanted_of(case), opened)


def _upload_page(token: str, case: Case, wanted: list[WantedDocument], opened: OpenedForm) -> Response:
    forms: list[PortalForm] = [*(each.form for each in wanted), opened]
    faulty = next((form for form in forms if form.errors), None)
    page = render_template(
        "following/upload.html",
        token=token,
        wanted=wanted,
        texts=supplying.BY_LINK[case.filing.asks_for or AskedFor.DOCUMENTS],
        status=_status(wanted, opened),
        item=title_of(case.filing),
        opened=opened,
        faulty=faulty,
        has_errors=faulty is not None,
        contact=contact_of(case.filing.item_id),
    )
    return make_response(page, 422 if faulty else 200)


def _status(wanted: list[WantedDocument], opened: OpenedForm) -> str:
    """How much is still to come."""
    if wanted or not opened.asked_questions:
        return missing_sentence(sum(not each.count for each in wanted))
    return str(_("要填 %(count)s 处。", count=len(opened.asked_questions)))
