"""What is claimed of one filing, as `portal decide` names it (docs/product.md); absent stays unknown, never false."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from portal.domain.claims import AdmissionClaim, ReferralClaim
from portal.domain.fact_reader import BEIJING
from portal.domain.vocabulary import Channel, DocumentKind, FilingType, Mark, Scheme


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
class SuppliedDocument:
    """One paper that came with the filing, or on a later day `came_on`; `sealed` is None where nobody said, `mark` what
    a clerk found of it."""

    kind: str
    sealed: bool | None = None
    mark: Mark = Mark.UNCHECKED
    came_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Who files for the person; `persons_this_year` counts the other people filed for since 1 January.

    `may_pass_cap` is a supervisor's recorded override.
    """

    name: str
    id_number: str
    persons_this_year: int | None = None
    may_pass_cap: bool = False


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
    admission: AdmissionClaim | Declared | None = None
    referral: ReferralClaim | Declared | None = None
    documents: tuple[SuppliedDocument, ...] = ()
    commitments: tuple[str, ...] = ()
    agent: Agent | None = None
    filed_first_on: date | None = None
    """Of a change, the day what it changes was filed, where both count the last day to file from the same day."""
    unsettled_places: tuple[str, ...] = ()
    """The key paths of places whose code was given up and stands for no one place of today."""

    @property
    def filed_on(self) -> date:
        """The day of filing in Beijing."""
        return self.filed_at.astimezone(BEIJING).date()

    @property
    def stay(self) -> AdmissionClaim | None:
        """The admission, when there is one and it is known."""
        return self.admission if isinstance(self.admission, AdmissionClaim) else None

    @property
    def slip(self) -> ReferralClaim | None:
        """The referral, when there is one and it is known."""
        return self.referral if isinstance(self.referral, ReferralClaim) else None

    @property
    def is_referred(self) -> bool:
        """Whether a hospital's referral was told of, or lies there."""
        return self.slip is not None or bool(self.supplied(DocumentKind.REFERRAL_SLIP))

    def supplied(self, kind: str) -> tuple[SuppliedDocument, ...]:
        """Every paper of that kind that counts: what a clerk found unsound is as good as not there."""
        return tuple(each for each in self.documents if each.kind == kind and each.mark.is_usable)

    def found_of(self, kind: str) -> Mark | None:
        """Why a paper of that kind that did come does not count; None where none was found unsound."""
        return next((each.mark for each in self.documents if each.kind == kind and not each.mark.is_usable), None)

    def is_void(self, kind: str) -> bool:
        """Whether papers of that kind came and a clerk found that none of them counts: nothing hangs on them."""
        return self.found_of(kind) is not None and not self.supplied(kind)
