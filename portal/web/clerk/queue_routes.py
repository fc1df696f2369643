"""The work queue, most urgent first, and the search that answers on the same page."""

from flask import Response, make_response, render_template, request

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.policy import Permission
from portal.domain.vocabulary import UNDECIDED, Channel, FilingStatus
from portal.models.listed import ListedFiling
from portal.services import queues
from portal.services.queues import QueueFilter
from portal.services.rulebook import rulebook
from portal.web.addresses import day_place_in
from portal.web.guards import current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters import queue as shown
from portal.web.presenters import queue_filters as filters

blueprint = guarded_blueprint("clerk_queue", __name__, Permission.CLERK_AREA, url_prefix="/clerk")
LONGEST_SEARCH = 100


def _wanted(ctx: Context) -> QueueFilter:
    """What the address asks for; a word nobody knows narrows nothing."""
    query = request.args
    if not query:
        return QueueFilter()
    county = rulebook.catalogue.county(ctx.actor.county or "")
    items = {item.id for item in county.items} if county else set()
    offices = {office.id for office in county.offices} if county else set()
    open_states, channels = {each.value for each in UNDECIDED}, {each.value for each in Channel}
    return QueueFilter(
        status=FilingStatus(query["status"]) if query.get("status") in open_states else None,
        item_id=query["item"] if query.get("item") in items else None,
        channel=Channel(query["channel"]) if query.get("channel") in channels else None,
        office=query["office"] if query.get("office") in offices else None,
        overdue_on=ctx.today if query.get("overdue") == "1" else None,
        assigned_to_id=ctx.actor.user_id if query.get("mine") == "1" else None,
    )


@blueprint.get("/")
def page() -> Response:
    """The queue, filtered as its address says."""
    ctx = current_context()
    wanted, after = _wanted(ctx), day_place_in(request.args.get("after", ""))
    filings = queues.page(ctx, wanted, after)
    last = filings[queues.PAGE - 1] if len(filings) > queues.PAGE else None
    following = DayPlace(last.queue_due_on, last.id) if last and last.queue_due_on else None
    return _drawn(
        ctx,
        wanted,
        rows=shown.drawn_rows(filings[: queues.PAGE], ctx),
        first_url=filters.address(wanted) if after else "",
        next_url=filters.address(wanted, following) if following else "",
        is_narrowed=wanted != QueueFilter(),
    )


@blueprint.post("/")
def search() -> Response:
    """Find by number, exact name, whole ID number or telephone; what was typed is in no address and no log."""
    ctx, words = current_context(), request.form.get("words", "").strip()[:LONGEST_SEARCH]
    if not words:
        return _drawn(ctx, QueueFilter(), 422, searched=True, fault=_("请先填编号、姓名、身份证号或电话，再查找"))
    found = [ListedFiling.of(filing) for filing in queues.search(ctx, words)]
    return _drawn(ctx, QueueFilter(), words=words, searched=True, rows=shown.drawn_rows(found, ctx))


def _drawn(
    ctx: Context,
    wanted: QueueFilter,
    status: int = 200,
    *,
    rows: str = "",
    first_url: str = "",
    next_url: str = "",
    is_narrowed: bool = False,
    words: str = "",
    searched: bool = False,
    fault: str = "",
) -> Response:
    county = rulebook.catalogue.county(ctx.actor.county or "")
    return make_response(
        render_template(
            "clerk/queue.html",
            counters=filters.counters(tuple(queues.counts(ctx).items()), wanted, searched),
            lists=filters.lists(county, wanted),
            marks=shown.search_marks(fault),
            caption=_("查到的备案") if searched else _("按到期先后排"),
            nothing=None if rows else shown.nothing(searched, is_narrowed),
            rows=rows,
            first_url=first_url,
            next_url=next_url,
            words=words,
            searched=searched,
            fault=fault,
        ),
        status,
    )
