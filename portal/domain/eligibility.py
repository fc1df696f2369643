"""The named checks a county file may put to a filing, and what every filing meets; verdicts, no prose."""

from collections.abc import Iterator, Mapping

from portal.domain import identity
from portal.domain.check import Check, Verdict
from portal.domain.checks_of_guide import DischargedNoted, PaperInBasisOnly, PurposeDisputed
from portal.domain.checks_of_person import HouseholdMoved, NormallyInsured, Retired, SchemeIs
from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.checks_of_stay import EmergencyAdmission, InpatientCare, NetworkedHospital, StayAtLeast, StayAtMost
from portal.domain.facts import Facts
from portal.domain.place import InsuringPlace
from portal.domain.vocabulary import FilingType, Severity

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


def common_verdicts(facts: Facts, place: InsuringPlace, kinds: tuple[FilingType, ...]) -> Iterator[Verdict]:
    """What every item asks: insured here, in force, treated out of area, and of a kind the item is for."""
    person = facts.person
    if "person.insured_place" in facts.unsettled_places:
        yield Verdict("insured_place_retired", Severity.ASK, "person.insured_place")
    elif not identity.lies_within(person.insured_place, place.insures):
        yield Verdict("insured_elsewhere", Severity.REFUSE, "person.insured_place", values=place.names)
    if person.insured is False:
        yield Verdict("not_insured", Severity.REFUSE, "person.insured")
    if person.kind is not None and person.kind not in kinds:
        yield Verdict("kind_not_served", Severity.REFUSE, "person.kind", (person.kind,), {"kind": person.kind})
    if facts.treatment_place is None:
        yield Verdict("treatment_place_unknown", Severity.ASK, "treatment_place")
    elif "treatment_place" in facts.unsettled_places:
        yield Verdict("treatment_place_retired", Severity.ASK, "treatment_place")
    elif identity.lies_within(facts.treatment_place, (*place.insures, *place.pooling_area)):
        yield Verdict("treated_inside_pooling_area", Severity.REFUSE, "treatment_place", values=place.names)
    elif identity.contains_any(facts.treatment_place, place.pooling_area):
        yield Verdict("treatment_place_too_wide", Severity.ASK, "treatment_place", values=place.names)
