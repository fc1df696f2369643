"""What the rules say of a case that is still being told: only what is certain already, nothing guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.domain import identity
from portal.domain.actor import BEIJING, Context
from portal.domain.claims import AgentClaim, Claims, PersonClaim
from portal.domain.fact_law import Circumstances, facts_from
from portal.domain.fact_rules import FactFaults
from portal.domain.facts import SuppliedDocument
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.materials import made_by_portal
from portal.domain.vocabulary import Scheme, Severity
from portal.models.sealed import person_index
from portal.services import casework, claim_sources, claims
from portal.services.casework import Examination
from portal.services.rulebook import rulebook

_NOBODYS_ID = "11010119900101001"
_NOBODYS_ID += identity.check_character(_NOBODYS_ID)
_NOBODY = "…"
"""A name and a number where none was told yet: no rule asks who it is."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement of what was told so far, and the findings that hold whatever the rest will be."""

    examination: Examination | None
    certain: tuple[Finding, ...]
    faults: FactFaults | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the case cannot fit, whatever else will be told."""
        return any(finding.severity is Severity.REFUSE for finding in self.certain)


def assess(
    ctx: Context,
    item: Item,
    stated: Claims,
    documents: Sequence[SuppliedDocument] = (),
    commitments: Sequence[str] = (),
) -> Assessment:
    """Judge what was told so far as if sent in now; an insurance scheme not told yet is judged both ways."""
    person, agent = _person(ctx, item, stated.person), _agent(ctx, stated.agent)
    around = Circumstances(
        item=item.id,
        channel=ctx.channel,
        filed_at=ctx.now.astimezone(BEIJING),
        documents=(*documents, *made_by_portal(item)),
        commitments=tuple(commitments),
        persons_this_year=_others(ctx, item, agent, stated.person),
    )
    schemes = (person.scheme,) if person.scheme else tuple(Scheme)
    possible = [replace(stated, agent=agent, person=replace(person, scheme=scheme)) for scheme in schemes]
    try:
        every = [facts_from(each, around, rulebook.catalogue.document_kinds, rulebook.gazetteer) for each in possible]
    except FactFaults as faults:
        return Assessment(None, (), faults)
    examinations = [casework.examine(facts, item) for facts in every]
    first = replace(
        examinations[0], met=tuple(c for c in examinations[0].met if all(c in each.met for each in examinations))
    )
    shared = [{finding.code for finding in each.determination.findings} for each in examinations]
    certain = tuple(f for f in first.determination.findings if all(f.code in codes for codes in shared))
    return Assessment(first, certain)


def _person(ctx: Context, item: Item, person: PersonClaim) -> PersonClaim:
    """Who it is for; an ID number with a slip in it counts as not told yet."""
    return replace(
        person,
        name=person.name or _NOBODY,
        id_number=person.id_number if _is_sound(ctx, person.id_number) else _NOBODYS_ID,
        insured_place=person.insured_place or item.place.insures[0].ljust(6, "0"),
    )


def _agent(ctx: Context, agent: AgentClaim) -> AgentClaim:
    """Who files for the person, once a sound number was told; nobody before that."""
    return replace(agent, name=agent.name or _NOBODY) if _is_sound(ctx, agent.id_number) else AgentClaim()


def _is_sound(ctx: Context, id_number: str | None) -> bool:
    return bool(id_number) and identity.fault_of(id_number or "", ctx.today) is None


def _others(ctx: Context, item: Item, agent: AgentClaim, person: PersonClaim) -> int | None:
    """How many others the agent filed for this year."""
    if agent.id_number is None:
        return None
    own = person.id_number if _is_sound(ctx, person.id_number) else ""
    source, year = claim_sources.of_actor(ctx.actor), ctx.today.year
    who = person_index(agent.id_number)
    held = claims.slots_held(source, who, item.id, year)
    return claims.agents_year(source, who, held, person_index(own or "")).others
