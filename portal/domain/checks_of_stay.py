"""Checks of the stay elsewhere: how long it lasts, and the stay in a hospital."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.check import Check, Verdict
from portal.domain.facts import Declared, Facts
from portal.domain.place import InsuringPlace
from portal.domain.validity import add_months
from portal.domain.vocabulary import FilingType, Severity


@dataclass(frozen=True)
class StayAtLeast(Check):
    """The stay elsewhere lasts at least so many months; only 'in principle' leaves the rest to the clerk."""

    asks = ("stay_months",)

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
class StayAtMost(Check):
    """The stay elsewhere lasts no longer than so many months; from `long_months` on a long-term filing would fit."""

    asks = ("stay_days",)

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


@dataclass(frozen=True)
class EmergencyAdmission(Check):
    """The person has been admitted to hospital as an emergency."""

    asks = ("admission.on", "admission.emergency", "admission.inpatient")

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not yet admitted, no emergency and no inpatient are each refused; a referral may belong elsewhere."""
        if facts.stay is None:
            yield _without_admission(facts)
            return
        stay = facts.stay
        if stay.on is None:
            yield Verdict("admission_day_unknown", Severity.ASK, "admission.on")
        elif stay.on > facts.filed_on:
            yield Verdict("not_yet_admitted", Severity.REFUSE, "admission.on", values={"day": stay.on})
        if stay.emergency is None:
            yield Verdict("emergency_unknown", Severity.ASK, "admission.emergency", _where_referred(facts))
        elif not stay.emergency:
            yield Verdict("not_emergency", Severity.REFUSE, "admission.emergency", (FilingType.REFERRAL,))
        if stay.inpatient is None:
            yield Verdict("inpatient_unknown", Severity.ASK, "admission.inpatient")
        elif not stay.inpatient:
            yield Verdict("not_inpatient", Severity.REFUSE, "admission.inpatient")


def _without_admission(facts: Facts) -> Verdict:
    """A referral says nothing against an admission nobody spoke of; told that there is none, it says what this is."""
    referred = _where_referred(facts)
    if facts.admission is Declared.NONE:
        if referred:
            return Verdict("referral_is_no_emergency", Severity.REFUSE, "admission", referred)
        return Verdict("not_admitted", Severity.REFUSE, "admission")
    if referred:
        return Verdict("admission_unknown_but_referred", Severity.ASK, "admission", referred)
    return Verdict("admission_unknown", Severity.ASK, "admission")


def _where_referred(facts: Facts) -> tuple[FilingType, ...]:
    """What somebody fits better whom a hospital sends elsewhere."""
    return (FilingType.REFERRAL,) if facts.is_referred else ()


@dataclass(frozen=True)
class NetworkedHospital(Check):
    """The hospital elsewhere is networked for direct settlement."""

    asks = ("admission.networked",)

    def is_told(self, facts: Facts) -> bool:
        """Without an admission another check speaks."""
        return facts.stay is not None

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not networked is refused, not known is a question; without an admission another check speaks."""
        if facts.stay is None:
            return
        if facts.stay.networked is None:
            yield Verdict("networked_unknown", Severity.ASK, "admission.networked")
        elif not facts.stay.networked:
            yield Verdict("hospital_not_networked", Severity.REFUSE, "admission.networked")


@dataclass(frozen=True)
class InpatientCare(Check):
    """The item is for treatment in hospital only; it may look ahead, so an admission need not be there yet."""

    asks = ("admission.inpatient",)

    def is_told(self, facts: Facts) -> bool:
        """Only a stay told to be an inpatient's is in order."""
        return facts.stay is not None and facts.stay.inpatient is True

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """An admission told to be no inpatient stay is refused."""
        if facts.stay is not None and facts.stay.inpatient is False:
            yield Verdict("not_inpatient", Severity.REFUSE, "admission.inpatient")
