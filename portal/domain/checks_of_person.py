"""Checks of who the person is: the insurance scheme, retirement, where the household is registered."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.check import Check, Verdict
from portal.domain.facts import Facts
from portal.domain.place import InsuringPlace
from portal.domain.vocabulary import FilingType, Scheme, Severity


@dataclass(frozen=True)
class SchemeIs(Check):
    """Only people of these insurance schemes may file."""

    asks = ("person.scheme",)

    schemes: tuple[Scheme, ...]

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Another scheme is refused."""
        if facts.person.scheme not in self.schemes:
            yield Verdict("scheme_not_served", Severity.REFUSE, "person.scheme", values={"schemes": self.schemes})


@dataclass(frozen=True)
class NormallyInsured(Check):
    """The guide makes normal insured status a condition, so it has to be known."""

    asks = ()  # a clerk looks it up in the insurance system; nobody is asked

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Unknown is a question; false is refused for every item by `common_verdicts`."""
        if facts.person.insured is None:
            yield Verdict("insured_status_unknown", Severity.ASK, "person.insured")


@dataclass(frozen=True)
class Retired(Check):
    """Only people who have retired may file."""

    asks = ("person.retired",)

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not retired is refused, not known is a question."""
        if facts.person.retired is None:
            yield Verdict("retirement_unknown", Severity.ASK, "person.retired")
        elif not facts.person.retired:
            yield Verdict("not_retired", Severity.REFUSE, "person.retired")


@dataclass(frozen=True)
class HouseholdMoved(Check):
    """Only people whose household registration has moved to the other place may file; others may fit another type."""

    asks = ("household_moved",)

    otherwise: FilingType

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Not moved is refused, not known is a question."""
        if facts.household_moved is None:
            yield Verdict("household_unknown", Severity.ASK, "household_moved")
        elif not facts.household_moved:
            yield Verdict("household_not_moved", Severity.REFUSE, "household_moved", (self.otherwise,))
