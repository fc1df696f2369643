"""Remarks on the guide itself, where it is silent or at odds with itself: nothing in a filing meets them."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.check import Check, Verdict
from portal.domain.facts import Facts
from portal.domain.place import InsuringPlace
from portal.domain.vocabulary import Severity


@dataclass(frozen=True)
class PaperInBasisOnly(Check):
    """A paper that only the quoted legal basis asks for: the guide's own list does not, so a clerk is asked."""

    asks = ()
    is_remark = True

    kind: str

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """A question when the paper is not there, never owed."""
        if not facts.supplied(self.kind):
            yield Verdict("paper_in_basis_only", Severity.ASK, "documents", values={"kind": self.kind})


@dataclass(frozen=True)
class PurposeDisputed(Check):
    """Title and conditions of the guide speak of different cases, so no set of facts meets both for certain."""

    asks = ()
    is_remark = True

    def verdicts(self, _facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Always a question."""
        yield Verdict("purpose_disputed", Severity.ASK, "item")


@dataclass(frozen=True)
class DischargedNoted(Check):
    """The guide does not say whether one may still file after leaving hospital."""

    asks = ("admission.discharged_on",)
    is_remark = True

    def verdicts(self, facts: Facts, _place: InsuringPlace) -> Iterator[Verdict]:
        """Worth knowing, not a condition."""
        if facts.stay and facts.stay.discharged_on and facts.stay.discharged_on < facts.filed_on:
            values = {"day": facts.stay.discharged_on}
            yield Verdict("discharged_before_filing", Severity.INFO, "admission.discharged_on", values=values)
