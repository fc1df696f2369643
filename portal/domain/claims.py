"""What people say in a filing, typed: claims, not yet checked by anybody; what nobody said is None.

A key path names one thing a filing can say, such as `person.name` or `admission.on`. Where the facts of `portal decide`
have the same thing, the path is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from types import MappingProxyType

from portal.domain.vocabulary import FilingType, Scheme

Answer = str | int | bool | date | None
"""The value at the end of a key path; a choice is the member of its enumeration, which is a text."""

Answers = Mapping[str, Answer]
"""What one page asked and was answered, by key path; an answer that was left out or taken back is None."""

NO_ANSWERS: Answers = MappingProxyType({})

NOT_LISTED = "not-listed"
"""A referring hospital that is not on the county's list: a code, so that no translated word is kept."""


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """The insured person."""

    name: str | None = None
    id_number: str | None = None
    scheme: Scheme | None = None
    insured_place: str | None = None
    kind: FilingType | None = None
    retired: bool | None = None


@dataclass(frozen=True, slots=True)
class AdmissionClaim:
    """The stay in a hospital."""

    on: date | None = None
    emergency: bool | None = None
    inpatient: bool | None = None
    networked: bool | None = None
    discharged_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReferralClaim:
    """The referral: which hospital wrote it (or `NOT_LISTED`), and when."""

    institution: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgentClaim:
    """Who files for the person."""

    name: str | None = None
    id_number: str | None = None
    phone: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class ContactClaim:
    """How to reach the person (医保办发〔2019〕33号 article 7)."""

    name: str | None = None
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class CallerClaim:
    """Who rang, where to ring back, and when it was, as the clerk wrote it down."""

    name: str | None = None
    phone: str | None = None
    relation: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class SlipClaim:
    """What a hospital writes on its referral slip (interface 2501)."""

    diagnosis_code: str | None = None
    diagnosis_name: str | None = None
    condition: str | None = None
    reason: str | None = None
    opinion: str | None = None
    doctor: str | None = None
    chief: str | None = None
    agreed: bool | None = None
    sealed: bool | None = None


@dataclass(frozen=True, slots=True)
class DeclarationClaim:
    """The name signed under everything typed."""

    signed_name: str | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything one filing says."""

    person: PersonClaim = field(default_factory=PersonClaim)
    household_moved: bool | None = None
    treatment_place: str | None = None
    begins_on: date | None = None
    stay_months: int | None = None
    stay_days: int | None = None
    hospital: str | None = None  # where the person is or will be treated, by name
    admission: AdmissionClaim = field(default_factory=AdmissionClaim)
    referral: ReferralClaim = field(default_factory=ReferralClaim)
    slip: SlipClaim = field(default_factory=SlipClaim)
    agent: AgentClaim = field(default_factory=AgentClaim)
    contact: ContactClaim = field(default_factory=ContactClaim)
    caller: CallerClaim = field(default_factory=CallerClaim)
    declaration: DeclarationClaim = field(default_factory=DeclarationClaim)

    @property
    def signer(self) -> PersonClaim | AgentClaim:
        """Who signs for it: the agent where there is one, else the person."""
        return self.person if says_nothing(self.agent) else self.agent


def says_nothing(part: object) -> bool:
    """True when nobody answered anything of this part of the claims."""
    kind = type(part)
    return part is None or (is_dataclass(kind) and part == kind())


def answer_at(claims: Claims, path: str) -> Answer:
    """The answer at a key path; raises `AttributeError` for a path that no claim has."""
    value: object = claims
    for name in path.split("."):
        value = getattr(value, name)
    if is_dataclass(value):
        raise AttributeError(f"{path} is a part of the claims, not an answer")
    assert value is None or isinstance(value, str | int | date)
    return value


def with_answer(claims: Claims, path: str, answer: Answer) -> Claims:
    """The claims with one answer laid over them, or taken away by None."""
    return laid_over(claims, {path: answer})


def laid_over(claims: Claims, answers: Answers) -> Claims:
    """The claims after a page: each answer of it replaces the earlier one, None takes it away, the rest stays."""
    parts: dict[str, dict[str, Answer]] = {"": {}}
    for path, answer in answers.items():
        part, _dot, name = path.rpartition(".")
        parts.setdefault(part, {})[name] = answer
    plain = parts.pop("")
    changed = {part: replace(getattr(claims, part), **answered) for part, answered in parts.items()}
    return replace(claims, **plain, **changed)  # type: ignore[arg-type]
