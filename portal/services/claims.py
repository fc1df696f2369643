"""What was typed, as it is kept and indexed, and how it becomes the facts the rules are told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile

from sqlalchemy import and_, bindparam, select

from portal.domain.actor import BEIJING
from portal.domain.claims import Claims, answer_at
from portal.domain.errors import Invalid
from portal.domain.fact_law import Circumstances, facts_from
from portal.domain.facts import Facts, SuppliedDocument
from portal.domain.vocabulary import Evidence, Mark
from portal.models import AgentSlot, Document, Filing, User, db
from portal.models.crypto import SealBroken
from portal.models.sealed import name_index, person_index, phone_index
from portal.services import claim_sources
from portal.services.claim_sources import ClaimSource
from portal.services.rulebook import rulebook


def index(filing: Filing) -> None:
    """Write the search keys and plain columns that follow from the claims."""
    claims = filing.claims
    person = claims.person
    filing.person_index = person_index(person.id_number) if person.id_number else None
    filing.name_index = name_index(person.name) if person.name else None
    filing.phone_index = phone_index(claims.contact.phone) if claims.contact.phone else None
    filing.caller_phone_index = phone_index(claims.caller.phone) if claims.caller.phone else None
    filing.agent_phone_index = phone_index(claims.agent.phone) if claims.agent.phone else None
    filing.agent_index = person_index(claims.agent.id_number) if claims.agent.id_number else None
    filing.scheme = person.scheme
    filing.treatment_place = rulebook.gazetteer.today(claims.treatment_place) if claims.treatment_place else None


def restate(filing: Filing, stated: Claims) -> None:
    """Say this from now on. Raises `Invalid` where a change names somebody else than the filing it would replace."""
    filing.claims = stated
    index(filing)
    if filing.amends is not None and filing.person_index not in (None, filing.amends.person_index):
        raise Invalid("change_of_another", "id_number")


def readable(filings: Iterable[Filing]) -> Iterator[Filing]:
    """Those whose claims open: what is damaged cannot be judged, and keeps nobody else from being judged."""
    for filing in filings:
        with suppress(SealBroken):
            if filing.claims is not None:
                yield filing


IS_ON_FILE = Document.removed_at.is_(None)
PAPERS = and_(Document.filing_id == Filing.id, IS_ON_FILE)
"""What is on file of a filing, where both are read in one statement."""
_LIVE = select(Document).where(Document.filing_id == bindparam("filing"), IS_ON_FILE).order_by(Document.id)


def live_documents(filing: Filing) -> Sequence[Document]:
    """The papers on file now, in the order they came."""
    return db.session.scalars(_LIVE, {"filing": filing.id}).all()


SlotsHeld = Sequence[tuple[AgentSlot, str | None]]
"""An agent's slots of a year, each beside the person whom the account that claims was proven to be, if it was."""
SlotsOfYear = Callable[[int], SlotsHeld]
"""Those of the agent of a filing."""


def facts_of(filing: Filing, documents: Sequence[Document], slots: SlotsOfYear, now: datetime) -> Facts:
    """The facts the rules judge; raises `FactFaults` when what was typed cannot be read."""
    return facts_from(
        filing.claims,
        _around(filing, filing.claims, documents, slots, now),
        rulebook.catalogue.document_kinds,
        rulebook.gazetteer,
    )


def facts_foreseen(
    filing: Filing,
    stated: Claims,
    documents: Sequence[Document],
    by_portal: Sequence[SuppliedDocument],
    slots: SlotsOfYear,
    now: datetime,
) -> Facts:
    """The facts of a draft that says this instead, with the forms the portal will fill; raises `FactFaults`."""
    around = _around(filing, stated, documents, slots, now)
    around = replace(around, documents=(*around.documents, *by_portal))
    return facts_from(stated, around, rulebook.catalogue.document_kinds, rulebook.gazetteer)


def _around(
    filing: Filing, stated: Claims, documents: Sequence[Document], slots: SlotsOfYear, now: datetime
) -> Circumstances:
    """How it was filed, what came with it, and what clerks and the register of agents say."""
    filed_at = (filing.filed_at or now).astimezone(BEIJING)
    agents = None
    if filing.agent_index and filing.person_index:
        source = claim_sources.of_filing(filing)
        agents = agents_year(source, filing.agent_index, slots(filed_at.year), filing.person_index)
    return Circumstances(
        item=filing.item_id,
        channel=filing.channel,
        filed_at=filed_at,
        documents=_supplied(documents),
        commitments=tuple(sorted({document.kind for document in documents if _stands(document, Evidence.COMMITMENT)})),
        insured=filing.insured_found,
        persons_this_year=agents.others if agents else None,
        may_pass_cap=agents is not None and agents.may_pass_cap,
        filed_first_on=_filed_first_on(filing, stated),
    )


def _filed_first_on(filing: Filing, stated: Claims) -> date | None:
    """The day what it changes was filed, or what that one changed: as long as the last day to file is counted from the
    same day, whoever kept it once has kept it."""
    item = rulebook.catalogue.item(filing.item_id, filing.item_version)
    path = item.deadline.anchor.asks if item is not None and item.deadline is not None else None
    if path is None:
        return None
    of_one_day = takewhile(
        lambda before: answer_at(before.claims, path) == answer_at(stated, path), readable(_changed(filing))
    )
    instants = [before.filed_at for before in of_one_day if before.filed_at is not None]
    return instants[-1].astimezone(BEIJING).date() if instants else None


def _changed(filing: Filing) -> Iterator[Filing]:
    """What it changes, what that one changed, and so on."""
    before = filing.amends
    while before is not None:
        yield before
        before = before.amends


@dataclass(frozen=True, slots=True)
class AgentsYear:
    """How many other people an agent has filed for since 1 January, and whether a supervisor let this one pass the cap.

    Once a person has a slot only those before it count: whoever comes later takes nothing from a filing sent in. Nor
    does what others claim in an agent's name; what is proven counts for the agent's own account and for the agency.
    """

    others: int
    may_pass_cap: bool


def slots_held(source: ClaimSource, agent: str, item_id: str, year: int) -> SlotsHeld:
    """That agent's of the year under the item, for this claimant."""
    owner = select(User.person_index).where(User.id == source.account_id, User.verified_at.is_not(None))
    held = (AgentSlot.agent_index == agent, AgentSlot.item_id == item_id, AgentSlot.year == year)
    return db.session.execute(select(AgentSlot, owner.scalar_subquery()).where(*held)).all()


def slots_of(filing: Filing, year: int) -> SlotsHeld:
    """Those of the agent who filed it."""
    agent = filing.agent_index
    return slots_held(claim_sources.of_filing(filing), agent, filing.item_id, year) if agent else ()


def agents_year(source: ClaimSource, agent: str, held: SlotsHeld, person: str) -> AgentsYear:
    """The year in which that agent holds these, as it is for this person on this claimant's word."""
    slots = [slot for slot, _owner in held]
    knows_proven = source.is_desk or any(owner == agent for _slot, owner in held)
    mine = [slot for slot in slots if slot.claimed_by == source.key]
    own = next((slot for slot in mine if slot.person_index == person), None)
    before = {slot.person_index for slot in mine if own is None or slot.slot < own.slot}
    if knows_proven:
        last = own.proven_slot if own is not None else None
        before |= {slot.person_index for slot in slots if slot.proven_slot and (not last or slot.proven_slot < last)}
    return AgentsYear(len(before - {person}), own is not None and own.override_event_id is not None)


def _stands(document: Document, evidence: Evidence) -> bool:
    return document.evidence is evidence and document.mark.is_usable


def _supplied(documents: Sequence[Document]) -> tuple[SuppliedDocument, ...]:
    """One entry a kind, sealed as its pages say; one page found unsound makes the whole of it unsound."""
    kinds: dict[str, list[Document]] = {}
    for document in documents:
        if document.evidence is not Evidence.COMMITMENT:
            kinds.setdefault(document.kind, []).append(document)
    return tuple(
        SuppliedDocument(kind, _sealed(pages), _found(pages), _came_on(pages)) for kind, pages in kinds.items()
    )


def _came_on(pages: Sequence[Document]) -> date:
    return max(page.added_at for page in pages).astimezone(BEIJING).date()


def _found(pages: Sequence[Document]) -> Mark:
    return next((page.mark for page in pages if not page.mark.is_usable), Mark.UNCHECKED)


def _sealed(pages: Sequence[Document]) -> bool | None:
    """Whether the paper carries its stamp: one stamped page is enough."""
    claimed = {page.is_sealed for page in pages}
    if True in claimed:
        return True
    return False if False in claimed else None
