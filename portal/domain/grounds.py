"""The sentences of a guide that what every item asks rests on, so that a refusal cites them and not a title."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.sourced import Citation


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence of the guide that what every item asks rests on."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where a guide says what every item asks; where it says nothing of it, the item's own name has to do."""

    insured_here: Ground | None = None
    insured: Ground | None = None
    out_of_area: Ground | None = None
    kinds: Ground | None = None

    def of(self, code: str) -> Citation | None:
        """The sentence that a finding of `eligibility.common_verdicts` rests on."""
        ground: Ground | None = getattr(self, GROUND_OF[code])
        return ground.citation if ground else None


GROUND_OF: Mapping[str, str] = {
    "insured_elsewhere": "insured_here",
    "insured_place_retired": "insured_here",
    "not_insured": "insured",
    "kind_not_served": "kinds",
    "treatment_place_unknown": "out_of_area",
    "treatment_place_retired": "out_of_area",
    "treated_inside_pooling_area": "out_of_area",
    "treatment_place_too_wide": "out_of_area",
}
