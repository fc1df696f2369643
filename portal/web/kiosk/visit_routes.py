"""Whoever comes to a terminal: what can be filed here, the receipt, and the end, of which nothing is left."""

from flask import Response, make_response, render_template, request, session, url_for

from portal.domain.claims import Claims, laid_over
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel, FilingStatus, NoticeKind
from portal.drawing import with_qr
from portal.services import kiosk
from portal.services.cases import open_case
from portal.services.rulebook import rulebook
from portal.web import downloads, preferences
from portal.web.guards import current_actor, current_context, guarded_blueprint
from portal.web.kiosk.walk import given
from portal.web.presenters import kiosk as shown
from portal.web.respond import see_other
from portal.web.shared_computer import leave_nothing

blueprint = guarded_blueprint("kiosk", __name__, Permission.KIOSK, url_prefix="/kiosk")


@blueprint.get("/")
def home() -> Response:
    """What this county lets people file here.

    An unattended page comes here by itself, when what was typed on it is nobody's any more: a GET ends nothing.
    """
    ctx = current_context(Channel.KIOSK)
    county = rulebook.catalogue.county(ctx.actor.county or "")
    items = [item for item in (county.items if county else ()) if item.channel(Channel.KIOSK) is not None]
    if is_over := "over" in request.args:
        session.clear()
    page = make_response(render_template("kiosk/home.html", choices=shown.choices(items), is_over=is_over))
    return preferences.forget(leave_nothing(page, was_shared=False)) if is_over else page


@blueprint.post("/begin/<slug>")
def begin(slug: str) -> Response:
    """A fresh draft; whatever stood on the screen before is gone."""
    ctx = current_context(Channel.KIOSK)
    item = rulebook.item(f"{ctx.actor.county}.{slug}", on=ctx.today)
    kiosk.begin(ctx, item.id, laid_over(Claims(), given(item)))
    return see_other(url_for("kiosk_asking.check"))


@blueprint.get("/receipt")
def receipt() -> Response:
    """The number, what comes next, and the paper to print."""
    number = current_actor().at_hand
    if number is None:
        return see_other(url_for("kiosk.home", over=1))
    ctx = current_context(Channel.KIOSK)
    case = open_case(ctx, number, Permission.FILING_READ)
    if case.filing.status is FilingStatus.DRAFT:
        return see_other(url_for("kiosk_asking.check"))
    notice = next(each for each in case.notices if each.kind is NoticeKind.RECEIPT)
    paper = with_qr(case.filing, notice, downloads.base_url())
    page = shown.receipt(case, ctx.today, kiosk.code_of(ctx, case.filing))
    return make_response(render_template("kiosk/receipt.html", page=page, notice=paper))


@blueprint.get("/stay")
def stay() -> Response:
    """Somebody is still there: to have asked for this is what tells (`somebody_is_there`)."""
    return Response(status=204)


@blueprint.post("/end")
def end() -> Response:
    """What was typed is dropped, what was sent in is off the screen, and the browser forgets its pages and choices."""
    kiosk.leave(current_context(Channel.KIOSK))
    session.clear()
    return preferences.forget(leave_nothing(see_other(url_for("kiosk.home")), was_shared=False))
