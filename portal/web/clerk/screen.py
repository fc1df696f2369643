"""Draws the screen of a filing, also after an act that could not be done: with the sentence on top, and all fresh."""

from datetime import date

from flask import Response, make_response, render_template

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound, Stale
from portal.domain.fact_rules import FactFaults
from portal.services import casework, queues
from portal.services.casework import CaseFile
from portal.web.looks import already_noted
from portal.web.presenters import acts, approval
from portal.web.presenters import case as shown
from portal.web.presenters.sentences import refused, unreadable


def opened(ctx: Context, number: str, begins_on: date | None = None) -> CaseFile:
    """The case of that number, for a page that shows it; the looks that were read with it say whether that of today is
    still to be written down."""
    case = casework.open_case(ctx, number, begins_on)
    already_noted(case.noted)
    return case


def draw(
    ctx: Context,
    number: str,
    status: int = 200,
    *,
    fault: str = "",
    done: str = "",
    whole_id: str = "",
    link: str = "",
) -> Response:
    """The screen as the filing stands now."""
    case = opened(ctx, number)
    page, filing = shown.page(ctx, case), case.filing
    following = queues.next_after(ctx, filing, filing.queue_due_on or ctx.today) if done else None
    return make_response(
        render_template(
            "clerk/filing.html",
            title=page.title,
            page=page,
            next_one=shown.next_one(following),
            bar=acts.bar(case),
            asides=acts.asides(case),
            masked_id=shown.masked_id(filing),
            beside=approval.beside(case.needs) if case.needs else (),
            may_review=case.may_review and filing.queue_due_on is not None,
            whose_turn=acts.whose_turn(case),
            fault=fault,
            done=done,
            whole_id=whole_id,
            link=link,
            has_errors=status != 200,
        ),
        status,
    )


def refused_at(ctx: Context, number: str, error: DomainError | FactFaults) -> Response:
    """The fresh screen with the sentence of the refusal; what cannot be seen stays a missing page."""
    if isinstance(error, NotFound):
        raise error
    if isinstance(error, FactFaults):  # the person is in the middle of mending what was asked
        return draw(ctx, number, 422, fault=" ".join(unreadable(error)))
    return draw(ctx, number, status_of(error), fault=refused(error))


def status_of(error: DomainError) -> int:
    """409 for a screen that was overtaken, 422 for what has to be mended or cannot be done."""
    is_mendable = isinstance(error, Invalid | NotAllowed) and not isinstance(error, Stale)
    return 422 if is_mendable else 409
