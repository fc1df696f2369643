"""Checks of the referral: who wrote it, and on which day."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.check import Check, Verdict
from portal.domain.facts import Facts
from portal.domain.place import InsuringPlace
from portal.domain.vocabulary import DocumentKind, Severity

_SLIP = DocumentKind.REFERRAL_SLIP


@dataclass(frozen=True)
class DesignatedReferrer(Check):
    """The referral was written by a hospital on the county's list, on a day it was on the list."""

    asks = ("referral.institution", "referral.issued_on")

    def is_told(self, facts: Facts) -> bool:
        """Without the name of a hospital there is nothing to look up, nor on a slip that does not count."""
        return facts.slip is not None and facts.slip.institution is not None and not facts.is_void(_SLIP)

    def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
        """Another hospital is refused by any channel; unknown details are asked only when the slip itself is there."""
        has_slip = bool(facts.supplied(_SLIP))
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
