"""What the rules say of a case that is still being told: only what is certain already, nothing guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.domain import identity
from portal.domain.actor import BEIJING, Context
from portal.domain.fact_reader import FactFaults
from portal.domain.facts import parse_facts
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.vocabulary import Scheme, Severity
from portal.models.sealed import person_index
from portal.services import casework, claims
from portal.services.casework import Examination
from portal.services.rulebook import rulebook

_UNTOLD_ID = "11010119900101001"
_UNTOLD = {"name": "…", "id_number": _UNTOLD_ID + identity.check_character(_UNTOLD_ID)}
"""Nobody's name and number, where none was told yet: no rule asks who it is."""


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
    told: Mapping[str, Any],
    documents: Sequence[Mapping[str, Any]],
    commitments: Sequence[str] = (),
) -> Assessment:
    """Judge the facts told so far as if sent in now; an insurance scheme not told yet is judged both ways."""
    person = {key: value for key, value in (told.get("person") or {}).items() if value not in (None, "")}
    person.setdefault("insured_place", item.place.insures[0].ljust(6, "0"))
    schemes = [person["scheme"]] if "scheme" in person else [each.value for each in Scheme]
    facts = {key: value for key, value in told.items() if value is not None}
    facts |= {"item": item.id, "channel": ctx.channel.value, "documents": [dict(document) for document in documents]}
    facts["commitments"] = list(commitments)
    facts["filed_at"] = ctx.now.astimezone(BEIJING).isoformat()
    if agent := _agent(ctx, item, facts.pop("agent", None), person):
        facts["agent"] = agent
    if item.material("filing_form") is not None:  # the portal fills that form itself
        facts["documents"].append({"kind": "filing_form"})
    try:
        judged = [_judge(item, {**facts, "person": {**_UNTOLD, **person, "scheme": scheme}}) for scheme in schemes]
    except FactFaults as faults:
        return Assessment(None, (), faults)
    first = replace(judged[0], met=tuple(c for c in judged[0].met if all(c in each.met for each in judged)))
    shared = [{finding.code for finding in each.determination.findings} for each in judged]
    certain = tuple(f for f in first.determination.findings if all(f.code in codes for codes in shared))
    return Assessment(first, certain)


def _judge(item: Item, facts: dict[str, Any]) -> Examination:
    return casework.examine(parse_facts(facts, rulebook.catalogue.document_kinds), item)


def _agent(ctx: Context, item: Item, agent: Mapping[str, Any] | None, person: Mapping[str, Any]) -> dict[str, Any]:
    """Who files for the person, with how many others they filed for this year, where a number was told."""
    if not agent or not agent.get("id_number"):
        return {}
    whose = person_index(str(person.get("id_number", "")))
    others = claims.others_this_year(person_index(str(agent["id_number"])), item.id, ctx.today.year, whose)
    return {"name": agent.get("name") or "…", "id_number": agent["id_number"], "persons_this_year": others}
