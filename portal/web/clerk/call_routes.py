"""来电问进度: one search, everything that may be said on one screen, and the call noted in two keys."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, request, url_for

from portal.domain.errors import DomainError
from portal.domain.fact_rules import FactFaults
from portal.domain.policy import Permission
from portal.models.listed import ListedFiling
from portal.services import queues, review
from portal.services.cases import Case
from portal.web.clerk.screen import refused_at
from portal.web.guards import current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters import calls as shown
from portal.web.presenters import queue
from portal.web.respond import see_other

blueprint = guarded_blueprint("clerk_calls", __name__, Permission.CLERK_AREA, url_prefix="/clerk/calls")
LONGEST_SEARCH = 100


@blueprint.get("")
def ask() -> Response:
    """Who is it about?"""
    return _page(noted=request.args.get("done") == "noted")


@blueprint.post("")
def find() -> Response:
    """By any number, a whole name or the number to ring back; what was typed is in no address and no log."""
    ctx, words = current_context(), request.form.get("words", "").strip()[:LONGEST_SEARCH]
    if not words:
        return _page(fault=_("请先填编号、姓名、身份证号或电话，再查找"), status=422)
    found = queues.search(ctx, words)
    if len(found) == 1:
        return _page(words, answer=shown.answer(Case(ctx, found[0]), ctx.today))
    rows = queue.rows([ListedFiling.of(each) for each in found], ctx)
    nothing = _("没有查到。请对照回执核对编号，或换一种方法查：姓名要写全，身份证号要写 18 位。")
    return _page(words, rows=rows, fault="" if rows else nothing)


@blueprint.post("/<filing_number:number>")
def note(number: str) -> Response:
    """The caller heard how it stands: a line of its history."""
    try:
        review.note_answered_call(current_context(), number)
    except (DomainError, FactFaults) as error:
        return refused_at(current_context(), number, error)
    return see_other(url_for("clerk_calls.ask", done="noted"))


def _page(
    words: str = "",
    answer: shown.CallAnswer | None = None,
    rows: Sequence[queue.QueueRow] = (),
    *,
    noted: bool = False,
    fault: str = "",
    status: int = 200,
) -> Response:
    page = render_template(
        "clerk/calls.html",
        words=words,
        answer=answer,
        rows=rows,
        noted=noted,
        fault=fault,
        tone="warn" if status == 200 else "bad",
    )
    return make_response(page, status)
