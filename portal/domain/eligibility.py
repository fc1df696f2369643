"""The named checks a county file may put to a filing, and those every filing meets; each gives verdicts, no prose.

A check is a frozen dataclass whose fields are its parameters in the file, so that a parameter nobody reads cannot be
written there (architecture.md, convention 7).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from portal.domain import identity
from portal.domain.facts import Declared, Facts
from portal.domain.place import InsuringPlace
from portal.domain.validity import add_months
from portal.domain.vocabulary import DocumentKind, FilingType, Scheme, Severity


@dataclass(frozen=True)
class Verdict:
    """What one check says against a filing, and which other filing types would fit better."""

    code: str
    severity: Severity
    fact: str
    alternatives: tuple[FilingType, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


class Check(Protocol):
    """One condition; it yields nothing when the filing meets it."""

    def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
        """Everything this condition has against the filing."""
        ...


@dataclass(frozen=True)
class SchemeIs:
    """Only people of these insurance schemes may file."""

    schemes: tuple[Scheme, ...]

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Another scheme is refused."""
        if facts.person.scheme not in self.schemes:
            yield Verdict("scheme_not_served", Severity.REFUSE, "person.scheme", values={"schemes": self.schemes})


@dataclass(frozen=True)
class NormallyInsured:
    """The guide makes normal insured status a condition, so it has to be known."""

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Unknown is a question; false is refused for every item by `common_verdicts`."""
        if facts.person.insured is None:
            yield Verdict("insured_status_unknown", Severity.ASK, "person.insured")


@dataclass(frozen=True)
class Retired:
    """Only people who have retired may file."""

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not retired is refused, not known is a question."""
        if facts.person.retired is None:
            yield Verdict("retirement_unknown", Severity.ASK, "person.retired")
        elif not facts.person.retired:
            yield Verdict("not_retired", Severity.REFUSE, "person.retired")


@dataclass(frozen=True)
class HouseholdMoved:
    """Only people whose household registration has moved to the other place may file; others may fit another type."""

    otherwise: FilingType

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not moved is refused, not known is a question."""
        if facts.household_moved is None:
            yield Verdict("household_unknown", Severity.ASK, "household_moved")
        elif not facts.household_moved:
            yield Verdict("household_not_moved", Severity.REFUSE, "household_moved", (self.otherwise,))


@dataclass(frozen=True)
class StayAtLeast:
    """The stay elsewhere lasts at least so many months; only 'in principle' leaves the rest to the clerk."""

    months: int
    in_principle: bool = False

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """A shorter stay is refused, or asked about where the guide says 原则上."""
        values = {"months": self.months}
        ends_on = stay_ends_on(facts)
        if ends_on is None:
            yield Verdict("stay_unknown", Severity.ASK, "stay_months", values=values)
        elif ends_on < add_months(stay_begins_on(facts), self.months):
            severity = Severity.ASK if self.in_principle else Severity.REFUSE
            yield Verdict("stay_too_short", severity, "stay_months", values=values)


@dataclass(frozen=True)
class StayAtMost:
    """The stay elsewhere lasts no longer than so many months; from `long_months` on a long-term filing would fit."""

    months: int
    long_months: int

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """A longer stay is refused, not known is a question."""
        values = {"months": self.months}
        begins_on, ends_on = stay_begins_on(facts), stay_ends_on(facts)
        if ends_on is None:
            yield Verdict("stay_unknown", Severity.ASK, "stay_days", values=values)
        elif ends_on > add_months(begins_on, self.months):
            is_long = ends_on >= add_months(begins_on, self.long_months)
            fitting = (FilingType.LONG_TERM_RESIDENT,) if is_long else ()
            yield Verdict("stay_too_long", Severity.REFUSE, "stay_days", fitting, values)


@dataclass(frozen=True)
class EmergencyAdmission:
    """The person has been admitted to hospital as an emergency."""

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not yet admitted, no emergency and no inpatient are each refused; a referral belongs elsewhere."""
        if facts.stay is None:
            yield _without_admission(facts)
            return
        stay = facts.stay
        if stay.on is None:
            yield Verdict("admission_day_unknown", Severity.ASK, "admission.on")
        elif stay.on > facts.filed_on:
            yield Verdict("not_yet_admitted", Severity.REFUSE, "admission.on", values={"day": stay.on})
        if stay.emergency is None:
            yield Verdict("emergency_unknown", Severity.ASK, "admission.emergency")
        elif not stay.emergency:
            yield Verdict("not_emergency", Severity.REFUSE, "admission.emergency", (FilingType.REFERRAL,))
        if stay.inpatient is None:
            yield Verdict("inpatient_unknown", Severity.ASK, "admission.inpatient")
        elif not stay.inpatient:
            yield Verdict("not_inpatient", Severity.REFUSE, "admission.inpatient")


def _without_admission(facts: Facts) -> Verdict:
    if facts.slip is not None:
        return Verdict("referral_is_no_emergency", Severity.REFUSE, "admission", (FilingType.REFERRAL,))
    if facts.admission is Declared.NONE:
        return Verdict("not_admitted", Severity.REFUSE, "admission")
    return Verdict("admission_unknown", Severity.ASK, "admission")


@dataclass(frozen=True)
class NetworkedHospital:
    """The hospital elsewhere is networked for direct settlement."""

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not networked is refused, not known is a question; without an admission another check speaks."""
        if facts.stay is None:
            return
        if facts.stay.networked is None:
            yield Verdict("networked_unknown", Severity.ASK, "admission.networked")
        elif not facts.stay.networked:
            yield Verdict("hospital_not_networked", Severity.REFUSE, "admission.networked")


@dataclass(frozen=True)
class InpatientCare:
    """The item is for treatment in hospital only; it may look ahead, so an admission need not be there yet."""

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """An admission told to be no inpatient stay is refused."""
        if facts.stay is not None and facts.stay.inpatient is False:
            yield Verdict("not_inpatient", Severity.REFUSE, "admission.inpatient")


@dataclass(frozen=True)
class DesignatedReferrer:
    """The referral was written by a hospital on the county's list, on a day it was on the list."""

    def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
        """Another hospital is refused by any channel; unknown details are asked only when the slip itself is there."""
        has_slip = bool(facts.supplied(DocumentKind.REFERRAL_SLIP))
        slip = facts.slip
        if has_slip and (slip is None or slip.institution is None):
            yield Verdict("referring_hospital_unknown", Severity.ASK, "referral.institution")
        if has_slip and (slip is None or slip.issued_on is None):
            yield Verdict("referral_day_unknown", Severity.ASK, "referral.issued_on")
        if slip is None or slip.institution is None:
            return
        hospital = place.hospital(slip.institution)
        if hospital is None or not hospital.is_designated(slip.issued_on or facts.filed_on):
            yield Verdict(
                "hospital_not_designated",
                Severity.REFUSE,
                "referral.institution",
                values={"institution": slip.institution, "hospitals": tuple(each.name for each in place.hospitals)},
            )


@dataclass(frozen=True)
class PaperInBasisOnly:
    """A paper that only the quoted legal basis asks for: the guide's own list does not, so a clerk is asked."""

    kind: str

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """A question when the paper is not there, never owed."""
        if not facts.supplied(self.kind):
            yield Verdict("paper_in_basis_only", Severity.ASK, "documents", values={"kind": self.kind})


@dataclass(frozen=True)
class PurposeDisputed:
    """Title and conditions of the guide speak of different cases, so no set of facts meets both for certain."""

    def verdicts(self, _facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Always a question."""
        yield Verdict("purpose_disputed", Severity.ASK, "item")


@dataclass(frozen=True)
class DischargedNoted:
    """The guide does not say whether one may still file after leaving hospital."""

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Worth knowing, not a condition."""
        if facts.stay and facts.stay.discharged_on and facts.stay.discharged_on < facts.filed_on:
            values = {"day": facts.stay.discharged_on}
            yield Verdict("discharged_before_filing", Severity.INFO, "admission.discharged_on", values=values)


CHECKS: Mapping[str, type[Check]] = {
    "scheme_is": SchemeIs,
    "normally_insured": NormallyInsured,
    "retired": Retired,
    "household_moved": HouseholdMoved,
    "stay_at_least": StayAtLeast,
    "stay_at_most": StayAtMost,
    "emergency_admission": EmergencyAdmission,
    "networked_hospital": NetworkedHospital,
    "inpatient_care": InpatientCare,
    "designated_referrer": DesignatedReferrer,
    "paper_in_basis_only": PaperInBasisOnly,
    "purpose_disputed": PurposeDisputed,
    "discharged_noted": DischargedNoted,
}
"""The names a county file may write under [[item.check]]."""


def stay_begins_on(facts: Facts) -> date:
    """The day the stay elsewhere begins, else the day of filing."""
    return facts.begins_on or facts.filed_on


def stay_ends_on(facts: Facts) -> date | None:
    """The day after the last day of the stay, by days or by months as it was told."""
    if facts.stay_days is not None:
        return stay_begins_on(facts) + timedelta(days=facts.stay_days)
    if facts.stay_months is not None:
        return add_months(stay_begins_on(facts), facts.stay_months)
    return None


def common_verdicts(facts: Facts, place: InsuringPlace, kinds: tuple[FilingType, ...]) -> Iterator[Verdict]:
    """What every item asks: insured here, in force, treated out of area, and of a kind the item is for."""
    person = facts.person
    if not identity.lies_within(person.insured_place, place.insures):
        yield Verdict("insured_elsewhere", Severity.REFUSE, "person.insured_place", values=place.names)
    if person.insured is False:
        yield Verdict("not_insured", Severity.REFUSE, "person.insured")
    if person.kind is not None and person.kind not in kinds:
        yield Verdict("kind_not_served", Severity.REFUSE, "person.kind", (person.kind,), {"kind": person.kind})
    if facts.treatment_place is None:
        yield Verdict("treatment_place_unknown", Severity.ASK, "treatment_place")
    elif identity.lies_within(facts.treatment_place, (*place.insures, *place.pooling_area)):
        yield Verdict("treated_inside_pooling_area", Severity.REFUSE, "treatment_place", values=place.names)
    elif identity.contains_any(facts.treatment_place, place.pooling_area):
        yield Verdict("treatment_place_too_wide", Severity.ASK, "treatment_place", values=place.names)
