"""What is claimed of one filing, in the words of product.md §4; absent stays unknown, never false."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from portal.domain.fact_reader import BEIJING, FactFault, FactFaults, KindsOfItem, ObjectReader
from portal.domain.vocabulary import Channel, FilingType, Scheme

MOST_DAYS = 36_600
MOST_MONTHS = 1_200
MOST_PERSONS = 10_000


class Declared(Enum):
    """An answer of its own beside a value and silence: we were told there is none."""

    NONE = "none"


@dataclass(frozen=True, slots=True)
class Person:
    """The insured person."""

    name: str
    id_number: str
    scheme: Scheme
    insured_place: str
    insured: bool | None = None
    retired: bool | None = None
    kind: FilingType | None = None


@dataclass(frozen=True, slots=True)
class Admission:
    """The stay in a hospital the filing is about."""

    on: date | None = None
    emergency: bool | None = None
    inpatient: bool | None = None
    networked: bool | None = None
    discharged_on: date | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """The referral a hospital wrote."""

    institution: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class SuppliedDocument:
    """One paper that came with the filing; `sealed` is None where nobody said."""

    kind: str
    sealed: bool | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Who files for the person; `persons_this_year` counts the other people filed for since 1 January."""

    name: str
    id_number: str
    persons_this_year: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything `determine` is told."""

    item: str
    channel: Channel
    filed_at: datetime
    person: Person
    treatment_place: str | None = None
    household_moved: bool | None = None
    begins_on: date | None = None
    stay_days: int | None = None
    stay_months: int | None = None
    admission: Admission | Declared | None = None
    referral: Referral | Declared | None = None
    documents: tuple[SuppliedDocument, ...] = ()
    commitments: tuple[str, ...] = ()
    agent: Agent | None = None

    @property
    def filed_on(self) -> date:
        """The day of filing in Beijing."""
        return self.filed_at.astimezone(BEIJING).date()

    @property
    def stay(self) -> Admission | None:
        """The admission, when there is one and it is known."""
        return self.admission if isinstance(self.admission, Admission) else None

    @property
    def slip(self) -> Referral | None:
        """The referral, when there is one and it is known."""
        return self.referral if isinstance(self.referral, Referral) else None

    def supplied(self, kind: str) -> tuple[SuppliedDocument, ...]:
        """Every paper of that kind."""
        return tuple(document for document in self.documents if document.kind == kind)


def parse_facts(data: object, kinds_of_item: KindsOfItem) -> Facts:
    """Facts from one decoded JSON value; raises `FactFaults` with everything that is wrong, all at once."""
    faults: list[FactFault] = []
    if not isinstance(data, dict):
        raise FactFaults((FactFault("(facts)", "not_object"),))
    top = ObjectReader(data, "", faults)
    item = top.text("item") if top.required("item") is not None else None
    kinds = kinds_of_item(item) if item is not None else None
    if item is not None and kinds is None:
        top.fault("item", "unknown_item")
    channel = top.choice("channel", Channel) if top.required("channel") is not None else None
    filed_at = top.moment("filed_at")
    filed_on = filed_at.date() if filed_at else None
    person = _person(top, filed_on)
    agent = _agent(top, person, filed_on)
    stay_days, stay_months = top.number("stay_days", MOST_DAYS), top.number("stay_months", MOST_MONTHS)
    if top.raw("stay_days") is not None and top.raw("stay_months") is not None:
        top.fault("stay_months", "both_stays")
    treatment_place, household_moved = top.division("treatment_place"), top.flag("household_moved")
    begins_on, admission, referral = top.day("begins_on"), _admission(top), _referral(top)
    documents, commitments = _documents(top, kinds), _commitments(top, kinds)
    top.close()
    if faults or item is None or channel is None or filed_at is None or person is None:
        raise FactFaults(tuple(faults))
    return Facts(
        item=item,
        channel=channel,
        filed_at=filed_at,
        person=person,
        treatment_place=treatment_place,
        household_moved=household_moved,
        begins_on=begins_on,
        stay_days=stay_days,
        stay_months=stay_months,
        admission=admission,
        referral=referral,
        documents=documents,
        commitments=commitments,
        agent=agent,
    )


def _person(top: ObjectReader, filed_on: date | None) -> Person | None:
    reader = top.inner("person") if top.required("person") is not None else None
    if reader is None:
        return None
    name = reader.text("name") if reader.required("name") is not None else None
    id_number = reader.id_number("id_number", filed_on)
    scheme = reader.choice("scheme", Scheme) if reader.required("scheme") is not None else None
    insured_place = reader.division("insured_place") if reader.required("insured_place") is not None else None
    insured, retired = reader.flag("insured"), reader.flag("retired")
    kind = reader.choice("kind", FilingType)
    reader.close()
    if name is None or id_number is None or scheme is None or insured_place is None:
        return None
    return Person(name, id_number, scheme, insured_place, insured, retired, kind)


def _agent(top: ObjectReader, person: Person | None, filed_on: date | None) -> Agent | None:
    reader = top.inner("agent")
    if reader is None:
        return None
    name = reader.text("name") if reader.required("name") is not None else None
    id_number = reader.id_number("id_number", filed_on)
    persons = reader.number("persons_this_year", MOST_PERSONS)
    reader.close()
    if person is not None and id_number == person.id_number:
        reader.fault("id_number", "agent_is_person")
    return Agent(name, id_number, persons) if name is not None and id_number is not None else None


def _admission(top: ObjectReader) -> Admission | Declared | None:
    if top.says("admission") and top.raw("admission") is None:
        return Declared.NONE
    reader = top.inner("admission")
    if reader is None:
        return None
    on, discharged_on = reader.day("on"), reader.day("discharged_on")
    if on and discharged_on and discharged_on < on:
        reader.fault("discharged_on", "discharged_before_admission", day=on)
    admission = Admission(
        on, reader.flag("emergency"), reader.flag("inpatient"), reader.flag("networked"), discharged_on
    )
    reader.close()
    return admission


def _referral(top: ObjectReader) -> Referral | Declared | None:
    if top.says("referral") and top.raw("referral") is None:
        return Declared.NONE
    reader = top.inner("referral")
    if reader is None:
        return None
    referral = Referral(reader.text("institution"), reader.day("issued_on"))
    reader.close()
    return referral


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
    return tuple(dict.fromkeys(kind for kind in given if kind))


def _kind(reader: ObjectReader, key: str, value: object, kinds: frozenset[str] | None) -> str | None:
    kind = reader.checked_text(key, value)
    if kind is not None and kinds is not None and kind not in kinds:
        reader.fault(key, "unknown_document_kind", kinds="、".join(sorted(kinds)))
        return None
    return kind
