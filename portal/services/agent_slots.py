"""The cap on how many people an agent may file for in a calendar year, where the guide states one."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer_group

from portal.domain.actor import BEIJING, Context
from portal.domain.errors import DomainError, NotAllowed, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.item import Item
from portal.domain.policy import Permission, allowed, require
from portal.domain.vocabulary import Channel, EventKind, FilingStatus
from portal.models import AgentSlot, Filing, FilingEvent, db
from portal.models.behind import WHO_IS_BEHIND
from portal.models.transaction import transaction
from portal.services import claims, history, scoping
from portal.services.cases import Case
from portal.services.rulebook import rulebook

_TRIES = 20
_HOLDS_A_SLOT = (Channel.ONLINE, Channel.KIOSK)  # what an agency took in itself holds no slot


def take(ctx: Context, filing: Filing, item: Item, override: FilingEvent | None = None) -> None:
    """Claim a slot for the filing's person in this Beijing year; the same person again is free.

    It counts among the claims of the same claimant; `prove` makes it count among all. Raises `NotAllowed("agent_cap")`
    when the year is full and no override was recorded.
    """
    cap = item.agents.persons_per_year.value
    if cap is None or filing.agent_index is None or filing.person_index is None:
        return
    for _ in range(_TRIES):
        taken = db.session.execute(
            _of_agent(filing, ctx.today.year)
            .where(AgentSlot.claimed_by == filing.claimed_by)
            .with_only_columns(AgentSlot.slot, AgentSlot.person_index)
        ).all()
        if any(row.person_index == filing.person_index for row in taken):
            return
        slot = _first_free(row.slot for row in taken)
        if slot > cap and override is None:
            raise NotAllowed("agent_cap", cap=cap)
        try:
            with db.session.begin_nested():
                db.session.add(
                    AgentSlot(
                        agent_index=filing.agent_index,
                        item_id=filing.item_id,
                        year=ctx.today.year,
                        slot=slot,
                        claimed_by=filing.claimed_by,
                        cap=cap,
                        person_index=filing.person_index,
                        filing_id=filing.id,
                        override_event_id=override.id if override and slot > cap else None,
                    )
                )
        except IntegrityError:  # on PostgreSQL another of the agent's filings took the slot first: look again
            continue
        _determine_others_anew(ctx, filing.agent_index, filing)
        return
    raise DomainError("try_again")


def _of_agent(filing: Filing, year: int) -> Select[AgentSlot]:
    return select(AgentSlot).where(
        AgentSlot.agent_index == filing.agent_index, AgentSlot.item_id == filing.item_id, AgentSlot.year == year
    )


def _first_free(taken: Iterable[int | None]) -> int:
    numbers = set(taken)
    return next(free for free in count(1) if free not in numbers)


def prove(ctx: Context, filing: Filing, override_reason: str = "") -> None:
    """The slot that stands for this filing's person counts among all the agent's from now on.

    Raises `NotAllowed("agent_cap_proven")` when the year is full of others, unless a supervisor says why.
    """
    of_agent = _of_agent(filing, _year_of(ctx, filing)).execution_options(populate_existing=True)
    for _ in range(_TRIES):
        slots = db.session.scalars(of_agent).all()
        own = _to_be_proven(filing, slots)
        if own is None:
            if override_reason:  # a filing taken in at the counter holds no slot; the reason stands in its history
                _note_override(ctx, filing, override_reason)
            return
        number = _first_free(slot.proven_slot for slot in slots)
        if number > own.cap and own.override_event_id is None:
            own.override_event_id = _allow_another(ctx, filing, own.cap, override_reason).id
        try:
            with db.session.begin_nested():
                own.proven_slot = number
                db.session.flush()
        except IntegrityError:  # as in `take`
            continue
        _determine_others_anew(ctx, own.agent_index, filing)
        return
    raise DomainError("try_again")


def cap_passed(ctx: Context, case: Case) -> int | None:
    """How many persons a year its agent may file for, where so many are proven: `prove` needs a supervisor's reason."""
    filing = case.filing
    if filing.agent_index is None:
        return None
    slots = [slot for slot, _owner in case.slots_by_year(_year_of(ctx, filing))]
    own = _to_be_proven(filing, slots)
    if own is None or own.override_event_id is not None:
        return None
    return own.cap if _first_free(slot.proven_slot for slot in slots) > own.cap else None


def _year_of(ctx: Context, filing: Filing) -> int:
    return (filing.submitted_at or ctx.now).astimezone(BEIJING).year


def _to_be_proven(filing: Filing, slots: Sequence[AgentSlot]) -> AgentSlot | None:
    """The slot that filing claims, unless its person has a proven one."""
    if any(slot.person_index == filing.person_index and slot.proven_slot is not None for slot in slots):
        return None
    mine = (filing.claimed_by, filing.person_index)
    return next((slot for slot in slots if (slot.claimed_by, slot.person_index) == mine), None)


def _allow_another(ctx: Context, filing: Filing, cap: int, reason: str) -> FilingEvent:
    if not reason or not allowed(ctx.actor, Permission.OVERRIDE, scoping.relation(filing)):
        raise NotAllowed("agent_cap_proven", cap=cap)
    return _note_override(ctx, filing, reason)


def _note_override(ctx: Context, filing: Filing, reason: str) -> FilingEvent:
    return history.record(ctx, filing, EventKind.OVERRIDDEN, EventDetail(what="agent_cap", reason=reason))


def follow(ctx: Context, filing: Filing, item: Item) -> None:
    """After an ID number was mended, the slot this filing took goes with it; raises `NotAllowed` as `take`.

    Another filing for the person it was taken for keeps it. One that held none takes its own as when it is sent in;
    where the year is full it goes without, and the rules ask.
    """
    slot = db.session.scalar(select(AgentSlot).where(AgentSlot.filing_id == filing.id))
    if slot is None:
        if filing.channel in _HOLDS_A_SLOT:
            with suppress(NotAllowed):
                take(replace(ctx, now=filing.submitted_at or ctx.now), filing, item)
        return
    if (slot.agent_index, slot.person_index) == (filing.agent_index, filing.person_index):
        return
    heir = _another_for(slot, filing)
    override = db.session.get(FilingEvent, slot.override_event_id) if slot.override_event_id and heir is None else None
    if heir is None:
        db.session.delete(slot)
    else:
        slot.filing_id = heir
    db.session.flush()
    _determine_others_anew(ctx, slot.agent_index, filing)
    take(replace(ctx, now=filing.submitted_at or ctx.now), filing, item, override)


def _determine_others_anew(ctx: Context, agent_index: str, but: Filing) -> None:
    """Whom an agent files for counts in every filing of that agent's that waits for a decision."""
    waiting = select(Filing).where(
        Filing.agent_index == agent_index,
        Filing.item_id == but.item_id,
        Filing.queue_due_on.is_not(None),
        Filing.id != but.id,
    )
    for filing in claims.readable(db.session.scalars(waiting)):
        Case(ctx, filing).determine_anew()


def _another_for(slot: AgentSlot, filing: Filing) -> int | None:
    return db.session.scalar(
        select(Filing.id)
        .where(
            Filing.person_index == slot.person_index,
            Filing.agent_index == slot.agent_index,
            Filing.item_id == slot.item_id,
            Filing.claimed_by == slot.claimed_by,
            Filing.id != filing.id,
            Filing.submitted_at.is_not(None),
        )
        .limit(1)
    )


def allow_beyond_cap(ctx: Context, number: str, reason: str) -> Filing:
    """A supervisor lets the agent of this draft file for one person more; the reason stands in its history.

    The agent reads the draft's number out on the telephone; nothing of the draft is shown to the supervisor.
    """
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        filing: Filing | None = db.session.scalar(
            select(Filing)
            .where(Filing.number == number, Filing.county == ctx.actor.county, Filing.status == FilingStatus.DRAFT)
            .options(undefer_group(WHO_IS_BEHIND))
        )
        if filing is None or filing.agent_index is None or filing.person_index is None:
            raise NotFound
        require(ctx.actor, Permission.OVERRIDE, scoping.relation(filing))
        event = _note_override(ctx, filing, reason)
        take(ctx, filing, rulebook.item(filing.item_id, filing.item_version), event)
        return filing
