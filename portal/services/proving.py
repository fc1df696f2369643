"""Whose word a filing stands on: until that is proven, it takes nothing from anyone.

Anybody can type an ID number. So a filing is one of a kind, and an agent's slot counts, among the claims of the same
account, hospital or agency alone; against all others only once a clerk has verified the account's owner, the person
stood at the window, or the filing was approved. The schema judges it again at that moment.
"""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid
from portal.domain.item import Item
from portal.domain.vocabulary import Channel
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from portal.services import agent_slots, claim_sources, claims
from portal.services.cases import Case
from portal.services.claim_sources import ClaimSource


def is_proven(ctx: Context, filing: Filing) -> bool:
    """Whether its person is known to have made it: at the agency's window alone, or from their verified account."""
    if filing.channel is Channel.WINDOW and claim_sources.of_filing(filing).is_agency:
        return filing.agent_index is None
    owner = _verified_owner(ctx, filing)
    return owner is not None and owner == filing.person_index


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


def require_none_undecided(source: ClaimSource, item_id: str, id_number: str | None, number: str = "") -> None:
    """Raise where that account, hospital or agency has an undecided filing of that person under the item, but for the
    one of that number.
    """
    if id_number is None:
        return
    others = select(Filing.id).where(
        Filing.claimed_by == source.key,
        Filing.person_index == person_index(id_number),
        Filing.item_id == item_id,
        Filing.queue_due_on.is_not(None),
        Filing.number != number,
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
