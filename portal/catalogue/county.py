"""A county as its file states it: agency, offices, guides, and the items with what surrounds them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.domain.item import Item
from portal.domain.notice import NoticeOffice
from portal.domain.place import DesignatedHospital, InsuringPlace
from portal.domain.published import Quirk
from portal.domain.sourced import Citation, Fact
from portal.domain.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True)
class Guide:
    """A published guide the file was read from; its id is what `source` names before the colon."""

    id: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class Office:
    """A place where people can go; a branch may accept what the centre decides."""

    id: str
    name: str
    citation: Citation
    name_en: str = ""
    printed_name: Fact[str] = field(default_factory=Fact)
    address: Fact[str] = field(default_factory=Fact)
    phone: Fact[str] = field(default_factory=Fact)
    hours: Fact[str] = field(default_factory=Fact)
    transport: Fact[str] = field(default_factory=Fact)
    windows: Fact[str] = field(default_factory=Fact)
    location: Fact[str] = field(default_factory=Fact)
    accepts: Fact[bool] = field(default_factory=Fact)
    decides: Fact[bool] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class OwnDocumentKind:
    """A kind of paper only this county asks for."""

    kind: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class NumberedReason:
    """A reason that the agency gives again and again, in its own plain words, by the number it has for it."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Agency:
    """The body that pays and decides; `issuer` is the name its papers go out under, where that is another one.

    `complaint_days` are the working days within which it answers a complaint, `filing_years` how long it keeps a filing
    that is over, where that is written somewhere.
    """

    name: str
    citation: Citation
    name_en: str = ""
    issuer: Fact[str] = field(default_factory=Fact)
    complaint_days: Fact[int] = field(default_factory=Fact)
    filing_years: Fact[int] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case the file carries: facts as `portal decide` takes them and what must come out at least."""

    name: str
    facts: Mapping[str, object]
    expect: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class County:
    """One edition of one county's file."""

    file: str
    edition: date
    division_code: str
    place: InsuringPlace
    agency: Agency
    pooling_area: Fact[tuple[str, ...]]
    guides: tuple[Guide, ...]
    offices: tuple[Office, ...]
    items: tuple[Item, ...]
    own_kinds: tuple[OwnDocumentKind, ...] = ()
    reasons: tuple[NumberedReason, ...] = ()
    examples: tuple[Example, ...] = ()
    quirks: tuple[Quirk, ...] = ()

    @property
    def slug(self) -> str:
        """The name in addresses and item ids."""
        return self.place.slug

    @property
    def name(self) -> str:
        """The county's Chinese name."""
        return self.place.name

    @property
    def name_en(self) -> str:
        """The county's name in English."""
        return self.place.name_en

    @property
    def insures(self) -> tuple[str, ...]:
        """The division-code prefixes whose people are insured here."""
        return self.place.insures

    @property
    def hospitals(self) -> Collection[DesignatedHospital]:
        """The hospitals that may refer."""
        return self.place.hospitals

    @property
    def issuer(self) -> str:
        """The name over and under every paper."""
        return self.agency.issuer.value or self.agency.name

    @property
    def document_kinds(self) -> frozenset[str]:
        """Every kind of paper that may be named in facts for this county."""
        return frozenset(DocumentKind) | {own.kind for own in self.own_kinds}

    def office(self, office_id: str) -> Office | None:
        """The office of that id."""
        return next((office for office in self.offices if office.id == office_id), None)

    def offices_of(self, item: Item) -> tuple[Office, ...]:
        """The offices an item can be filed at, in the file's order."""
        return tuple(office for office in self.offices if office.id in item.offices)

    def numbers_of(self, item: Item) -> tuple[tuple[str, Office | None], ...]:
        """The numbers an item can be asked at, each with the office it rings where several have one."""
        rings = {office.phone.value: office for office in self.offices if office.phone.value}
        return tuple(
            (number, rings.get(number) if len(rings) > 1 else None) for number in self.contact_for(item).phones
        )

    def contact_for(self, item: Item) -> NoticeOffice:
        """The first office of an item, its telephones, where to complain; what the guide does not state is empty."""
        office = next(iter(self.offices_of(item)), None)
        phones = [way.phone.value for way in item.consultations if way.phone.value]
        if office and office.phone.value:
            phones.insert(0, office.phone.value)
        complaints = [way.phone.value for way in item.complaints if way.phone.value]
        return NoticeOffice(
            name=office.name if office else self.agency.name,
            address=(office.address.value or "") if office else "",
            phones=tuple(dict.fromkeys(phones)),
            hours=(office.hours.value or "") if office else "",
            complaint_line="、".join(dict.fromkeys(complaints)),
        )
