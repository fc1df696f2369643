"""A fax put in order: a page turned, split, joined with another, junked and taken back."""

from collections.abc import Callable

from flask import Response, request, url_for

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.policy import Permission
from portal.domain.spelling import figures
from portal.models import Fax
from portal.services import fax_neighbours, fax_tray
from portal.web.addresses import row_number_in
from portal.web.clerk.fax_routes import drawn
from portal.web.clerk.forms import JunkForm
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.sentences import refused
from portal.web.respond import see_other

blueprint = guarded_blueprint("clerk_fax_order", __name__, Permission.FAX_TRAY, url_prefix="/clerk/faxes/<uid>")
LONGEST_NUMBER = 30
_AROUND = "传真第号份"
"""What people write around the number of a fax."""


@blueprint.post("/turn")
def turn(uid: str) -> Response:
    """A page to the right by one, two or three quarters; each button says page and degrees."""
    page, _comma, degrees = request.form.get("turn", "").partition(",")
    return _done(uid, lambda ctx: fax_tray.turn(ctx, uid, page, row_number_in(degrees) or 0), f"page-{page}")


@blueprint.post("/split")
def split(uid: str) -> Response:
    """From a page on it is a fax of its own."""
    return _done(uid, lambda ctx: fax_tray.split(ctx, uid, request.form.get("page", "")))


@blueprint.post("/join")
def join(uid: str) -> Response:
    """With another one, whose pages come behind: by its number, which is chosen or typed."""
    ctx, typed = current_context(), request.form.get("other", "")[:LONGEST_NUMBER]
    number = row_number_in(figures(typed).strip(_AROUND))
    try:
        fax = fax_tray.join(ctx, uid, fax_neighbours.named(ctx, number))
    except (Invalid, NotAllowed) as error:
        return drawn(ctx, uid, 422, refusal=refused(error), other=typed)
    return see_other(url_for("clerk_faxes.show", uid=fax.uid))


@blueprint.post("/junk")
def junk(uid: str) -> Response:
    """Out of the way, with a reason; back to the tray."""
    ctx, form = current_context(), JunkForm()
    if not form.validate():
        return drawn(ctx, uid, 422, form=form)
    try:
        fax_tray.junk(ctx, uid, form.reason.data)
    except NotAllowed as error:
        return drawn(ctx, uid, 422, refusal=refused(error))
    return see_other(url_for("clerk_faxes.tray"))


@blueprint.post("/restore")
def restore(uid: str) -> Response:
    """Out of the junk."""
    return _done(uid, lambda ctx: fax_tray.restore(ctx, uid))


def _done(uid: str, act: Callable[[Context], Fax], place: str | None = None) -> Response:
    ctx = current_context()
    try:
        fax = act(ctx)
    except (Invalid, NotAllowed) as error:
        return drawn(ctx, uid, 422, refusal=refused(error))
    return see_other(url_for("clerk_faxes.show", uid=fax.uid, _anchor=place))
