"""From claims to the facts the rules are told: the one place that says which claims cannot be used, and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from portal.domain import fact_rules
from portal.domain.claims import Answer, Claims, answer_at, says_nothing
from portal.domain.fact_reader import BEIJING
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.facts import Agent, Declared, Facts, Person, SuppliedDocument
from portal.domain.gazetteer import EVERY_CODE, Gazetteer
from portal.domain.spelling import figures, shown_name
from portal.domain.vocabulary import Channel

PARTS = ("person", "agent", "admission", "referral")
"""The parts of the claims that facts have, or do not have, as a whole."""

NEEDED = {"person": ("name", "id_number", "scheme", "insured_place"), "agent": ("name", "id_number")}
_TEXTS = ("person.name", "agent.name", "referral.institution")
_DIVISIONS = ("person.insured_place", "treatment_place")
_NUMBERS = (("stay_days", fact_rules.MOST_DAYS), ("stay_months", fact_rules.MOST_MONTHS))
_DAYS = ("begins_on", "admission.on", "admission.discharged_on", "referral.issued_on")

KindsOfItem = Callable[[str], frozenset[str] | None]
"""The document kinds an item's county knows, or None when there is no such item."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stands beside the claims: under which item, how and when it was filed, and what the agency knows itself."""

    item: str
    channel: Channel
    filed_at: datetime
    documents: tuple[SuppliedDocument, ...] = ()
    commitments: tuple[str, ...] = ()
    insured: bool | None = None
    persons_this_year: int | None = None
    may_pass_cap: bool = False
    filed_first_on: date | None = None


def facts_from(
    claims: Claims, around: Circumstances, kinds_of_item: KindsOfItem, gazetteer: Gazetteer = EVERY_CODE
) -> Facts:
    """The facts of a filing; raises `FactFaults` with everything that is wrong, all at once.

    A place was one of today when it was chosen: what the table does not know any more was given up since.
    """
    given = frozenset(part for part in PARTS if not says_nothing(getattr(claims, part)))
    filed_on = around.filed_at.astimezone(BEIJING).date()
    faults = (*_odd_values(claims), *faults_of(claims, given, filed_on), *_odd_documents(around, kinds_of_item))
    if faults:
        raise FactFaults(faults)
    return facts_of(claims, given, around, gazetteer)


def faults_of(claims: Claims, given: frozenset[str], filed_on: date | None) -> Iterator[FactFault]:
    """What these claims lack, and where they contradict each other, the calendar or arithmetic."""
    if "person" not in given:
        yield FactFault("person", "missing")
    for part in ("person", "agent"):
        if part in given:
            yield from _faults_of_somebody(claims, part, filed_on)
    yield from contradictions(claims)


def contradictions(claims: Claims) -> Iterator[FactFault]:
    """Where one answer rules out another, whatever else is still to be said."""
    own, agent = claims.person.id_number, claims.agent.id_number
    if own and agent and figures(own) == figures(agent):
        yield FactFault("agent.id_number", "agent_is_person")
    if claims.stay_days is not None and claims.stay_months is not None:
        yield FactFault("stay_months", "both_stays")
    on, discharged_on = claims.admission.on, claims.admission.discharged_on
    if on and discharged_on and discharged_on < on:
        yield FactFault("admission.discharged_on", "discharged_before_admission", (("day", on),))


def _faults_of_somebody(claims: Claims, part: str, filed_on: date | None) -> Iterator[FactFault]:
    for name in NEEDED[part]:
        path = f"{part}.{name}"
        answer = answer_at(claims, path)
        if answer is None:
            yield FactFault(path, "missing")
        elif name == "id_number" and (fault := fact_rules.id_number_fault(path, str(answer), filed_on)):
            yield fault


def _odd_values(claims: Claims) -> Iterator[FactFault]:
    """What a form lets nobody type, and an old or foreign row might still hold."""
    for path in _TEXTS:
        if (text := answer_at(claims, path)) is not None and (fault := fact_rules.text_fault(path, str(text))):
            yield fault
    for path in _DIVISIONS:
        code = answer_at(claims, path)
        if code is not None and (fault := fact_rules.division_fault(path, str(code), EVERY_CODE)):
            yield fault
    for path, most in _NUMBERS:
        if isinstance(count := answer_at(claims, path), int) and (fault := fact_rules.number_fault(path, count, most)):
            yield fault
    for path in _DAYS:
        if isinstance(day := answer_at(claims, path), date) and (fault := fact_rules.day_fault(path, day)):
            yield fault


def _odd_documents(around: Circumstances, kinds_of_item: KindsOfItem) -> Iterator[FactFault]:
    kinds = kinds_of_item(around.item)
    if kinds is None:
        yield FactFault("item", "unknown_item")
        return
    named = [(f"documents[{place}].kind", document.kind) for place, document in enumerate(around.documents)]
    named += [(f"commitments[{place}]", kind) for place, kind in enumerate(around.commitments)]
    for path, kind in named:
        if fault := fact_rules.document_fault(path, kind, kinds):
            yield fault


def facts_of(
    claims: Claims,
    given: frozenset[str],
    around: Circumstances,
    gazetteer: Gazetteer,
    no: frozenset[str] = frozenset(),
) -> Facts:
    """The facts of claims without a fault; `no` names the parts of which we were told that there is none."""
    person, agent = claims.person, claims.agent
    assert person.name is not None
    assert person.id_number is not None
    assert person.scheme is not None
    assert person.insured_place is not None
    return Facts(
        item=around.item,
        channel=around.channel,
        filed_at=around.filed_at.astimezone(BEIJING),
        person=Person(
            name=shown_name(person.name),
            id_number=figures(person.id_number),
            scheme=person.scheme,
            insured_place=gazetteer.today(person.insured_place),
            insured=around.insured,
            retired=person.retired,
            kind=person.kind,
        ),
        treatment_place=gazetteer.today(claims.treatment_place) if claims.treatment_place else None,
        household_moved=claims.household_moved,
        begins_on=claims.begins_on,
        stay_days=claims.stay_days,
        stay_months=claims.stay_months,
        admission=Declared.NONE if "admission" in no else claims.admission if "admission" in given else None,
        referral=Declared.NONE if "referral" in no else claims.referral if "referral" in given else None,
        documents=around.documents,
        commitments=tuple(dict.fromkeys(around.commitments)),
        agent=Agent(shown_name(agent.name), figures(agent.id_number), around.persons_this_year, around.may_pass_cap)
        if agent.name and agent.id_number
        else None,
        filed_first_on=around.filed_first_on,
        unsettled_places=tuple(path for path in _DIVISIONS if _is_unsettled(answer_at(claims, path), gazetteer)),
    )


def _is_unsettled(code: Answer, gazetteer: Gazetteer) -> bool:
    return code is not None and not gazetteer.is_settled(str(code))
