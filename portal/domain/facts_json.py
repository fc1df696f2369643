"""Facts written as JSON by somebody outside: `portal decide` and the examples of county files (docs/product.md)."""

from collections.abc import Iterable

from portal.domain.claims import AdmissionClaim, AgentClaim, Claims, PersonClaim, ReferralClaim
from portal.domain.fact_law import Circumstances, KindsOfItem, facts_of, faults_of
from portal.domain.fact_reader import ObjectReader
from portal.domain.fact_rules import MOST_DAYS, MOST_MONTHS, MOST_PERSONS, FactFault, FactFaults, document_fault
from portal.domain.facts import Facts, SuppliedDocument
from portal.domain.gazetteer import EVERY_CODE, Gazetteer
from portal.domain.vocabulary import Channel, FilingType, Scheme


def parse_facts(data: object, kinds_of_item: KindsOfItem, gazetteer: Gazetteer = EVERY_CODE) -> Facts:
    """Facts from one decoded JSON value; raises `FactFaults` with everything that is wrong, all at once."""
    if not isinstance(data, dict):
        raise FactFaults((FactFault("(facts)", "not_object"),))
    faults: list[FactFault] = []
    top = ObjectReader(data, "", faults)
    top.required("item")
    item = top.text("item")
    kinds = kinds_of_item(item) if item is not None else None
    if item is not None and kinds is None:
        top.fault("item", "unknown_item")
    top.required("channel")
    channel = top.choice("channel", Channel)
    filed_at = top.moment("filed_at")
    parts = {part: top.inner(part) for part in ("person", "agent", "admission", "referral")}
    insured = parts["person"].flag("insured") if parts["person"] else None
    persons = parts["agent"].number("persons_this_year", MOST_PERSONS) if parts["agent"] else None
    claims = Claims(
        person=_person(parts["person"], gazetteer),
        agent=_agent(parts["agent"]),
        stay_days=top.number("stay_days", MOST_DAYS),
        stay_months=top.number("stay_months", MOST_MONTHS),
        treatment_place=top.division("treatment_place", gazetteer),
        household_moved=top.flag("household_moved"),
        begins_on=top.day("begins_on"),
        admission=_admission(parts["admission"]),
        referral=_referral(parts["referral"]),
    )
    documents, commitments = _documents(top, kinds), _commitments(top, kinds)
    for reader in (*parts.values(), top):
        if reader is not None:
            reader.close()
    given = frozenset(part for part, reader in parts.items() if reader is not None)
    _add_unsaid(faults, faults_of(claims, given, filed_at.date() if filed_at else None))
    if faults:
        raise FactFaults(tuple(faults))
    assert item is not None
    assert channel is not None
    assert filed_at is not None
    no = frozenset(part for part in ("admission", "referral") if top.says(part) and top.raw(part) is None)
    around = Circumstances(item, channel, filed_at, documents, commitments, insured, persons)
    return facts_of(claims, given, around, gazetteer, no)


def _add_unsaid(faults: list[FactFault], more: Iterable[FactFault]) -> None:
    """What could not even be read is not told a second time as missing."""
    named = {fault.path for fault in faults}
    faults += [fault for fault in more if fault.path not in named]


def _person(reader: ObjectReader | None, gazetteer: Gazetteer) -> PersonClaim:
    if reader is None:
        return PersonClaim()
    return PersonClaim(
        name=reader.name("name"),
        id_number=reader.id_number("id_number"),
        scheme=reader.choice("scheme", Scheme),
        insured_place=reader.division("insured_place", gazetteer),
        kind=reader.choice("kind", FilingType),
        retired=reader.flag("retired"),
    )


def _agent(reader: ObjectReader | None) -> AgentClaim:
    return AgentClaim(reader.name("name"), reader.id_number("id_number")) if reader else AgentClaim()


def _admission(reader: ObjectReader | None) -> AdmissionClaim:
    if reader is None:
        return AdmissionClaim()
    return AdmissionClaim(
        on=reader.day("on"),
        emergency=reader.flag("emergency"),
        inpatient=reader.flag("inpatient"),
        networked=reader.flag("networked"),
        discharged_on=reader.day("discharged_on"),
    )


def _referral(reader: ObjectReader | None) -> ReferralClaim:
    return ReferralClaim(reader.text("institution"), reader.day("issued_on")) if reader else ReferralClaim()


def _documents(top: ObjectReader, kinds: frozenset[str] | None) -> tuple[SuppliedDocument, ...]:
    documents = []
    for key, entry in top.items("documents"):
        if not isinstance(entry, dict):
            kind = _kind(top, key, entry, kinds)
            documents += [SuppliedDocument(kind)] if kind else []
        elif reader := top.inner_of(key, entry):
            value = reader.required("kind")
            kind = None if value is None else _kind(reader, "kind", value, kinds)
            sealed = reader.flag("sealed")
            reader.close()
            documents += [SuppliedDocument(kind, sealed)] if kind else []
    return tuple(documents)


def _commitments(top: ObjectReader, kinds: frozenset[str] | None) -> tuple[str, ...]:
    given = [_kind(top, key, entry, kinds) for key, entry in top.items("commitments")]
    return tuple(kind for kind in given if kind)


def _kind(reader: ObjectReader, key: str, value: object, kinds: frozenset[str] | None) -> str | None:
    kind = reader.checked_text(key, value)
    if kind is None or kinds is None or not reader.blame(document_fault(reader.where(key), kind, kinds)):
        return kind
    return None
