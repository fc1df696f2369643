"""Whose word a filing stands on: until that is proven, it takes nothing from anyone.

Anybody can type an ID number, or say it on the telephone. So a filing is one of a kind, and an agent's slot counts,
among the claims of the same account or institution alone; against all others only once a clerk has verified the
account's owner, the person stood at the window, or the filing was approved. The schema judges it again at that moment.
"""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.errors import DomainError, Invalid
from portal.domain.item import Item
from portal.domain.mending import Mending
from portal.domain.vocabulary import Channel
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from portal.services import agent_slots, claim_sources, claims
from portal.services.cases import Case


def is_proven(ctx: Context, filing: Filing) -> bool:
    """Whether its person is known to have made it: at the agency's window alone, or from their verified account."""
    if _is_of_window(filing):
        return filing.agent_index is None
    owner = _verified_owner(ctx, filing)
    return owner is not None and owner == filing.person_index


def is_still_proven(ctx: Context, filing: Filing, done: Mending) -> bool:
    """The same once that was mended: another number is that of whoever stood at the window where it was said there,
    and not by telephone or through a link."""
    is_another = "person.id_number" in done.paths
    at_window = done.informant is not None and done.informant.channel is Channel.WINDOW
    return is_proven(ctx, filing) and (at_window or not (is_another and _is_of_window(filing)))


def _is_of_window(filing: Filing) -> bool:
    return filing.channel is Channel.WINDOW and claim_sources.of_filing(filing).is_desk


def require_own_signer(ctx: Context, filing: Filing) -> None:
    """Who files from an account files for themselves, or is the agent who stands in it: a person's uniqueness and an
    agent's cap are worth no more than that. Raises `Invalid`.
    """
    if ctx.actor.user_id is None or ctx.actor.user_id != filing.applicant_id:
        return
    number = filing.claims.signer.id_number
    if number is None or person_index(number) != ctx.actor.person_index:
        raise Invalid("signer_is_not_you")


def _verified_owner(ctx: Context, filing: Filing) -> str | None:
    """Who the account is known to belong to, as the search key of their ID number."""
    if filing.applicant_id is None:
        return None
    if ctx.actor.user_id == filing.applicant_id:
        return ctx.actor.person_index if ctx.actor.is_verified else None
    user = db.session.get(User, filing.applicant_id)
    return user.person_index if user is not None and user.verified_at is not None else None


def require_place(filing: Filing, id_number: str, channel: str) -> None:
    """Raise where that filing would meet an undecided one under its item, if its person had this ID number: one of the
    same claimant, and where the person stands at the window and says so there one that is proven.
    """
    meets = Filing.claimed_by == filing.claimed_by
    if _is_of_window(filing) and filing.agent_index is None and channel == Channel.WINDOW:
        meets = or_(meets, Filing.proven_at.is_not(None))
    _require_none(meets, filing.item_id, id_number, filing.number)


def stands_here(channel: Channel, stated: Claims) -> bool:
    """Whether the person is at the window in front of the clerk; whoever rings, sends a fax or comes as an agent has
    proven nothing.
    """
    return channel is Channel.WINDOW and stated.agent.id_number is None


def require_place_at_desk(channel: Channel, item_id: str, stated: Claims) -> None:
    """Raise where who stands at the window has a proven undecided filing under the item; nobody else is kept out."""
    if stated.person.id_number and stands_here(channel, stated):
        _require_none(Filing.proven_at.is_not(None), item_id, stated.person.id_number)


def _require_none(meets: ColumnElement[bool], item_id: str, id_number: str, but: str = "") -> None:
    others = select(Filing.id).where(
        meets,
        Filing.person_index == person_index(id_number),
        Filing.item_id == item_id,
        Filing.queue_due_on.is_not(None),
        Filing.number != but,
    )
    if db.session.scalar(others.limit(1)) is not None:
        raise Invalid("already_undecided", "id_number")


def prove(ctx: Context, case: Case, override_reason: str = "") -> None:
    """The filing counts against everybody's from now on, and its agent's slot too; inside the caller's transaction.

    Raises `DomainError("another_is_proven")` when another one of the person is undecided and proven already, and
    `NotAllowed("agent_cap_proven")` when the agent's year is full and no supervisor says why.
    """
    _take_place(ctx, case.filing)
    if case.filing.agent_index is not None:
        agent_slots.prove(ctx, case.filing, override_reason)
        case.determine_anew()


def _take_place(ctx: Context, filing: Filing) -> None:
    if filing.proven_at is not None:
        return
    try:
        with db.session.begin_nested():
            filing.proven_at = ctx.now
            db.session.flush()
    except IntegrityError as error:
        raise DomainError("another_is_proven") from error


def prove_all_of(ctx: Context, owner: User) -> None:
    """After a clerk verified an account's owner: what it filed for them, and as their agent, counts from now on.

    What meets a claim that is proven already stays a claim until it is decided.
    """
    waiting = select(Filing).where(Filing.applicant_id == owner.id, Filing.queue_due_on.is_not(None))
    for filing in claims.readable(db.session.scalars(waiting.order_by(Filing.id)).all()):
        _as_far_as_it_goes(ctx, Case(ctx, filing), owner)


def _as_far_as_it_goes(ctx: Context, case: Case, owner: User) -> None:
    filing = case.filing
    try:
        if filing.person_index == owner.person_index:
            _take_place(ctx, filing)
        if filing.agent_index == owner.person_index:
            agent_slots.prove(ctx, filing)
            case.determine_anew()
    except DomainError:
        db.session.refresh(filing)


def take_slot(ctx: Context, filing: Filing, item: Item) -> None:
    """When it is sent in: the agent's slot among the claims of this account, and against all where it is proven."""
    agent_slots.take(ctx, filing, item)
    if filing.agent_index is not None and filing.agent_index == _verified_owner(ctx, filing):
        agent_slots.prove(ctx, filing)
