"""Whoever stands at a terminal files for themselves: a draft on its screen, gone with them unless it was sent in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from portal.domain.actor import Actor, Context
from portal.domain.claims import Answers, Claims
from portal.domain.errors import NotFound
from portal.domain.policy import Permission, require
from portal.domain.vocabulary import FilingStatus, TokenPurpose
from portal.models import Filing, Terminal, db
from portal.models.transaction import transaction
from portal.services import drafts, filings, throttling, tokens
from portal.services.cases import open_case
from portal.services.rulebook import rulebook
from portal.services.throttling import Ration

BEGUN = Ration("kiosk:begun", 60, timedelta(hours=1))
SENT = Ration("kiosk:sent", 40, timedelta(hours=1))
"""Of one terminal: more than people who stand in line can type, and less than fills a queue with inventions."""


def with_screen(actor: Actor, terminal: Terminal, left_since: datetime) -> Actor:
    """What a terminal may know of: the filing on its screen, unless whoever stood there is gone."""
    is_there = terminal.at_hand is not None and terminal.seen_at is not None and terminal.seen_at > left_since
    return replace(actor, at_hand=terminal.at_hand) if is_there else actor


def begin(ctx: Context, item_id: str, stated: Claims) -> Filing:
    """A new draft on the screen; what stood there before is dropped. `NotFound` where the item is not for terminals."""
    require(ctx.actor, Permission.KIOSK)
    item = rulebook.item(item_id, on=ctx.today)
    if item.place.slug != ctx.actor.county or item.channel(ctx.channel) is None:
        raise NotFound
    throttling.ration(ctx, BEGUN, str(ctx.actor.user_id))
    with transaction():
        terminal = _own(ctx)
        clear([terminal])
        filing = filings.begin_anew(ctx, item, stated, None, None).filing
        terminal.at_hand, terminal.seen_at = filing.number, ctx.now
        return filing


def send_in(ctx: Context, number: str, answers: Answers) -> Filing:
    """Sign what is on the screen and send it in, with a code by which its person can bind it to an account later.

    Sent twice, the first time counts. Raises as `filings.submit` does.
    """
    throttling.ration(ctx, SENT, str(ctx.actor.user_id))
    with transaction():
        case = open_case(ctx, number, Permission.FILING_EDIT)
        if case.filing.status is not FilingStatus.DRAFT:
            return case.filing
        filings.save_draft(ctx, number, answers)
        filing = filings.submit(ctx, number)
        tokens.make(ctx, TokenPurpose.BIND, filing)
        return filing


def code_of(ctx: Context, filing: Filing) -> str | None:
    """That code, for the receipt."""
    return tokens.made_by(ctx, TokenPurpose.BIND, filing)


def leave(ctx: Context) -> None:
    """Whoever stood there is done: an unfinished draft is dropped, and the screen knows of nothing any more."""
    require(ctx.actor, Permission.KIOSK)
    with transaction():
        clear([_own(ctx)])


def clear(terminals: Iterable[Terminal]) -> None:
    """The same for these, inside the caller's transaction."""
    numbers = [terminal.at_hand for terminal in terminals if terminal.at_hand is not None]
    for terminal in terminals:
        terminal.at_hand = None
    db.session.flush()
    drafts.drop(_unsent(numbers))


def _unsent(numbers: Sequence[str]) -> Sequence[int]:
    return db.session.scalars(
        select(Filing.id).where(Filing.number.in_(numbers), Filing.status == FilingStatus.DRAFT)
    ).all()


def _own(ctx: Context) -> Terminal:
    return db.session.scalars(select(Terminal).where(Terminal.user_id == ctx.actor.user_id)).one()
