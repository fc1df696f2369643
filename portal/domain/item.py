"""What a service item asks, as its county's file states it: channels, papers, checks, clocks, effects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.check import Check
from portal.domain.grounds import Grounds
from portal.domain.periods import Anchor, Deadline, Effective, Validity
from portal.domain.place import InsuringPlace
from portal.domain.published import FrequentQuestion, LegalBasis, Note, PublishedNotice, Quirk, Way
from portal.domain.slip_signing import SlipSigner
from portal.domain.sourced import Citation, Dispute, Fact, RestOfFacts
from portal.domain.values import Values
from portal.domain.vocabulary import Channel, FilingType


class LimitKind(StrEnum):
    """法定 or 承诺: which of the two time limits; or a limit the guide calls neither."""

    STATUTORY = "statutory"
    PROMISED = "promised"
    UNNAMED = "unnamed"


class HandlingMode(StrEnum):
    """办件类型: settled at once, or within a promised time."""

    INSTANT = "instant"
    PROMISED = "promised"


@dataclass(frozen=True, slots=True)
class ItemChannel:
    """A channel the item may be filed through, and what one may do there."""

    channel: Channel
    citation: Citation
    may: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    address: Fact[str] = field(default_factory=Fact)
    phone: Fact[str] = field(default_factory=Fact)
    named_only_in_flow: bool = False
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """One paper asked for; where `any_of` names several, one of them is enough."""

    kind: str
    name: str
    citation: Citation
    name_en: str = ""
    printed_name: Fact[str] = field(default_factory=Fact)
    any_of: tuple[str, ...] = ()
    necessary: Fact[bool] = field(default_factory=Fact)
    originals: Fact[int] = field(default_factory=Fact)
    copies: Fact[int] = field(default_factory=Fact)
    medium: Fact[str] = field(default_factory=Fact)
    nature: Fact[str] = field(default_factory=Fact)
    origin: Fact[str] = field(default_factory=Fact)
    standard: Fact[str] = field(default_factory=Fact)
    basis: Fact[str] = field(default_factory=Fact)
    waived: Fact[bool] = field(default_factory=Fact)
    sealed: Fact[bool] = field(default_factory=Fact)
    commitment: Fact[bool] = field(default_factory=Fact)
    commitment_terms: Fact[str] = field(default_factory=Fact)
    commitment_days: Fact[int] = field(default_factory=Fact)
    commitment_breach: Fact[str] = field(default_factory=Fact)
    valid_years: Fact[int] = field(default_factory=Fact)
    valid_months: Fact[int] = field(default_factory=Fact)
    valid_days: Fact[int] = field(default_factory=Fact)
    only_with_agent: bool = False


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A printed total: so many working days, or at once; without channels it holds for each."""

    kind: LimitKind
    citation: Citation
    working_days: int | None = None
    at_once: bool = False
    channels: tuple[Channel, ...] = ()
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the agency's work, or of the applicant's."""

    name: str
    citation: Citation
    who: Fact[str] = field(default_factory=Fact)
    working_days: Fact[int] = field(default_factory=Fact)
    what: Fact[str] = field(default_factory=Fact)
    result: Fact[str] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class EffectReading:
    """The numbers a sentence can mean for places with these codes; no codes means everywhere else."""

    numbers: tuple[int, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LatenessEffect:
    """What the guide says follows from filing late."""

    kind: str
    text: str
    citation: Citation
    readings: tuple[EffectReading, ...]
    text_en: str = ""
    unit: Fact[str] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class AgentTerms:
    """Whether somebody else may file, and for how many people a year."""

    allowed: Fact[bool] = field(default_factory=Fact)
    persons_per_year: Fact[int] = field(default_factory=Fact)
    in_principle: bool = False
    employer: Fact[bool] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class CheckReading:
    """A named check with its parameters, as one sentence of the guide states them."""

    check: Check
    citation: Citation


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the item; several readings where the guide contradicts itself."""

    name: str
    readings: tuple[CheckReading, ...]
    confirm_by: str = ""
    why: str = ""
    confirm_by_en: str = ""
    why_en: str = ""

    @property
    def words(self) -> Values:
        """Why it is contradictory and who confirms it, in every language its file speaks."""
        kept = {"why": self.why, "why_en": self.why_en}
        kept |= {"confirm_by": self.confirm_by, "confirm_by_en": self.confirm_by_en}
        return {name: text for name, text in kept.items() if text}


@dataclass(frozen=True, slots=True)
class Item:
    """One service item in one version."""

    id: str
    version: str
    place: InsuringPlace
    citation: Citation
    name: str
    name_en: str
    filing_type: FilingType
    kinds: tuple[FilingType, ...]
    handling_mode: Fact[HandlingMode]
    channels: tuple[ItemChannel, ...]
    materials: tuple[Material, ...]
    conditions: tuple[Condition, ...]
    limits: tuple[TimeLimit, ...]
    steps: tuple[Step, ...]
    agents: AgentTerms
    grounds: Grounds = field(default_factory=Grounds)
    deadline: Deadline | None = None
    effects: tuple[LatenessEffect, ...] = ()
    validity: Validity | None = None
    effective: Effective | None = None
    facts: Mapping[str, Fact[object]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    """The sections, named as the fields here, of which the guide says nothing, and somebody has looked."""
    offices: tuple[str, ...] = ()
    results: tuple[PublishedNotice, ...] = ()
    notices: tuple[PublishedNotice, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    progress: tuple[Way, ...] = ()
    complaints: tuple[Way, ...] = ()
    ratings: tuple[Way, ...] = ()
    consultations: tuple[Way, ...] = ()
    questions: tuple[FrequentQuestion, ...] = ()
    common_errors: tuple[FrequentQuestion, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    notes: tuple[Note, ...] = ()
    in_force_from: date = date.min
    unstated_channels: tuple[Channel, ...] = ()
    rest_of_facts: RestOfFacts | None = None

    @property
    def open_channels(self) -> tuple[Channel, ...]:
        """Those the guide names, else those that are open for want of a word of the guide."""
        return tuple(terms.channel for terms in self.channels) or self.unstated_channels

    def channel(self, channel: Channel) -> ItemChannel | None:
        """The terms of that channel, when the item is offered there."""
        unstated = (ItemChannel(each, self.citation) for each in self.unstated_channels)
        return next((terms for terms in (*self.channels, *unstated) if terms.channel is channel), None)

    def material(self, kind: str) -> Material | None:
        """The material of that kind, when the item asks for it."""
        return next((material for material in self.materials if material.kind == kind), None)

    def asks_seal_of(self, kind: str) -> bool:
        """Whether the guide asks that the paper of that kind carries a stamp."""
        material = self.material(kind)
        return material is not None and bool(material.sealed.value)

    @property
    def anchors(self) -> Iterator[tuple[Anchor, Citation]]:
        """Each event one of its periods is counted from, and the sentence that says so."""
        if self.deadline:
            yield self.deadline.anchor, self.deadline.citation
        for term in (self.validity, self.effective):
            if term is not None and term.event is not None:
                yield term.event, term.citation

    @property
    def lock_months(self) -> int:
        """For how many months from its first day a filing is neither changed nor cancelled; 0 where nothing says so."""
        months = self.facts.get("lock_months", Fact()).value
        return months if isinstance(months, int) else 0

    @property
    def slip_signers(self) -> tuple[SlipSigner, ...]:
        """Who signs a hospital's slip before it is issued, in this order; nobody where nothing says so."""
        signers = self.facts.get("slip_signatures", Fact()).value
        return signers if isinstance(signers, tuple) else ()

    @property
    def second_check(self) -> Fact[object]:
        """Whether another person has to check before approval (复核); not stated where the guide is silent."""
        return self.facts.get("second_check", Fact())

    @property
    def later_papers(self) -> Fact[object]:
        """容缺受理: whether it is accepted while papers are still to come."""
        return self.facts.get("deferred_materials", Fact())
