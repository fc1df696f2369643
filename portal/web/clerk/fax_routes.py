"""The tray of faxes: the list, one of them page by page, and the filing it may belong to."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, request

from portal.domain.actor import Context
from portal.domain.faxes import FaxState
from portal.domain.policy import Permission
from portal.models import Filing
from portal.models.listed import ListedFiling
from portal.services import fax_neighbours, fax_tray, queues
from portal.services.fax_tray import FaxPlace
from portal.services.rulebook import rulebook
from portal.web import downloads
from portal.web.addresses import instant_in, row_number_in
from portal.web.clerk.forms import JunkForm
from portal.web.guards import current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters import faxes as shown
from portal.web.presenters.queue import search_marks

blueprint = guarded_blueprint("clerk_faxes", __name__, Permission.FAX_TRAY, url_prefix="/clerk/faxes")
LONGEST_SEARCH = 100


@blueprint.get("/")
def tray() -> Response:
    """Those of one state, the oldest or the newest first."""
    ctx, query = current_context(), request.args
    state = FaxState(query["show"]) if query.get("show") in set(FaxState) else FaxState.WAITING
    newest_first = query.get("order") == "newest"
    after = _after(query.get("after", ""))
    rows = fax_tray.listed(ctx, state, after, newest_first)
    page = shown.tray(rows, fax_tray.counts(ctx), state, newest_first, is_first_page=after is None)
    return make_response(render_template("clerk/faxes.html", page=page))


def _after(word: str) -> FaxPlace | None:
    at, _comma, number = word.partition(",")
    came_at, row = instant_in(at), row_number_in(number)
    return FaxPlace(came_at, row) if came_at is not None and row is not None else None


@blueprint.get("/<uid>")
def show(uid: str) -> Response:
    """Its pages, and what can be done with it."""
    ctx = current_context()
    return drawn(ctx, uid)


@blueprint.post("/<uid>/find")
def find(uid: str) -> Response:
    """The filings of a number, a whole name or a telephone; what was typed is in no address and no log."""
    ctx, words = current_context(), request.form.get("words", "").strip()[:LONGEST_SEARCH]
    if not words:
        return drawn(ctx, uid, 422, fault=_("请先填编号、姓名、身份证号或电话，再查找"))
    return drawn(ctx, uid, words=words, found=queues.search(ctx, words))


@blueprint.get("/<uid>/pages/<page>")
def picture(uid: str, page: str) -> Response:
    """One page as a picture of our own making, the right way up."""
    found = fax_tray.page(current_context(), uid, page)
    return downloads.fax_picture(found)


def drawn(
    ctx: Context,
    uid: str,
    status: int = 200,
    *,
    form: JunkForm | None = None,
    refusal: str = "",
    fault: str = "",
    words: str = "",
    other: str = "",
    found: Sequence[Filing] | None = None,
) -> Response:
    """The page of one fax as it stands now."""
    fax = fax_tray.opened(ctx, uid)
    county = rulebook.catalogue.county(ctx.actor.county or "")
    rows = [ListedFiling.of(filing) for filing in found or ()]
    return make_response(
        render_template(
            "clerk/fax.html",
            fax=shown.fax_page(fax, county.items if county else ()),
            joinable=shown.joinable(fax_neighbours.of(ctx, fax)),
            other=other,
            form=form or JunkForm(),
            refusal=refusal,
            marks=search_marks(fault),
            fault=fault,
            words=words,
            nothing_found=_("没有查到。姓名要写全，身份证号要写 18 位。") if found is not None and not rows else "",
            hits=shown.hits(rows, fax),
            has_errors=status != 200,
        ),
        status,
    )
