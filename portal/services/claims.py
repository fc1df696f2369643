"""What was typed, as it is kept: sections of one sealed value, and how they become the facts the rules judge.

`claims` holds: `facts` (the keys of product.md §4 that people type), `contact`, `agent` (telephone and relation),
`caller` (who rang, and where to ring back), `hospital` (the treating one, by name), `slip` (the fields of a referral
slip after interface 2501), `declaration` (the name signed under everything typed).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from portal.domain.actor import BEIJING
from portal.domain.facts import Facts, parse_facts
from portal.domain.vocabulary import Evidence, Mark
from portal.models import AgentSlot, Document, Filing, db
from portal.models.sealed import name_index, person_index, phone_index
from portal.services.rulebook import rulebook

SECTIONS = ("facts", "contact", "agent", "caller", "hospital", "slip", "declaration")
_COUNTS = (Mark.UNCHECKED, Mark.SOUND, Mark.UNSEALED)


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Old claims with the sections of `new` laid over them; inside `facts` key by key, a None takes the key away."""
    facts = {**old.get("facts", {}), **new.get("facts", {})}
    result = {**old, **new, "facts": {key: value for key, value in facts.items() if value is not None}}
    return {section: value for section, value in result.items() if section in SECTIONS and value is not None}


def index(filing: Filing) -> None:
    """Write the search keys and plain columns that follow from the claims."""
    facts = filing.claims.get("facts", {})
    person, agent = facts.get("person") or {}, facts.get("agent") or {}
    filing.person_index = person_index(person["id_number"]) if person.get("id_number") else None
    filing.name_index = name_index(person["name"]) if person.get("name") else None
    phone = (filing.claims.get("contact") or {}).get("phone") or (filing.claims.get("caller") or {}).get("phone")
    filing.phone_index = phone_index(phone) if phone else None
    filing.agent_index = person_index(agent["id_number"]) if agent.get("id_number") else None
    filing.scheme = person.get("scheme")
    filing.treatment_place = facts.get("treatment_place")


def live_documents(filing: Filing) -> Sequence[Document]:
    """The papers on file now, in the order they came."""
    rows = select(Document).where(Document.filing_id == filing.id, Document.removed_at.is_(None)).order_by(Document.id)
    return db.session.scalars(rows).all()


def raw_facts(filing: Filing, documents: Sequence[Document], now: datetime) -> dict[str, Any]:
    """The JSON of product.md §4 for this filing, as claimed and as far as clerks have checked it."""
    filed_at = (filing.submitted_at or now).astimezone(BEIJING)
    facts: dict[str, Any] = {
        **filing.claims.get("facts", {}),
        "item": filing.item_id,
        "channel": filing.channel.value,
        "filed_at": filed_at.isoformat(),
        "documents": _documents(documents),
        "commitments": sorted({document.kind for document in documents if _stands(document, Evidence.COMMITMENT)}),
    }
    if filing.insured_found is not None and facts.get("person"):
        facts["person"] = {**facts["person"], "insured": filing.insured_found}
    if facts.get("agent") and filing.agent_index and filing.person_index:
        facts["agent"] = {
            **facts["agent"],
            "persons_this_year": others_this_year(
                filing.agent_index, filing.item_id, filed_at.year, filing.person_index
            ),
        }
    return facts


def facts_of(filing: Filing, documents: Sequence[Document], now: datetime) -> Facts:
    """The facts the rules judge; raises `FactFaults` when what was typed cannot be read."""
    return parse_facts(raw_facts(filing, documents, now), rulebook.catalogue.document_kinds)


def others_this_year(agent: str, item_id: str, year: int, person: str) -> int:
    """How many other people this agent has filed for under the item since 1 January."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(AgentSlot)
            .where(
                AgentSlot.agent_index == agent,
                AgentSlot.item_id == item_id,
                AgentSlot.year == year,
                AgentSlot.person_index != person,
            )
        )
        or 0
    )


def _stands(document: Document, evidence: Evidence) -> bool:
    return document.evidence is evidence and document.mark in _COUNTS


def _documents(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """One entry a kind: unsound if any of its pages is, sealed as the pages say."""
    kinds: dict[str, list[Document]] = {}
    for document in documents:
        if document.evidence is not Evidence.COMMITMENT:
            kinds.setdefault(document.kind, []).append(document)
    found: list[dict[str, Any]] = []
    for kind, pages in kinds.items():
        if any(page.mark not in _COUNTS for page in pages):
            continue
        sealed = _sealed(pages)
        found.append({"kind": kind} if sealed is None else {"kind": kind, "sealed": sealed})
    return found


def _sealed(pages: Sequence[Document]) -> bool | None:
    """Whether the paper carries its stamp: a clerk's finding outranks a claim, one stamped page is enough."""
    if any(page.mark is Mark.UNSEALED for page in pages):
        return False
    claimed = {page.is_sealed for page in pages}
    if True in claimed:
        return True
    return False if False in claimed else None
