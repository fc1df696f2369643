"""What fits a person better than the item that was chosen, and only what those rules do not refuse in turn."""

from collections.abc import Collection, Iterable, Iterator

from portal.domain.check import Verdict
from portal.domain.checks_of_stay import EmergencyAdmission
from portal.domain.eligibility import common_verdicts
from portal.domain.facts import Facts
from portal.domain.findings import Finding
from portal.domain.item import Condition, Item
from portal.domain.place import InsuringPlace
from portal.domain.sourced import Citation
from portal.domain.vocabulary import FilingType, Severity

NO_REFERRAL = frozenset({"paper_expired", "hospital_not_designated"})
"""What makes a slip as good as none."""


def verdicts_of(condition: Condition, facts: Facts, place: InsuringPlace) -> tuple[Verdict, ...] | None:
    """What it has against these facts; None where the readings of a contradictory one differ about them."""
    by_reading = [tuple(reading.check.verdicts(facts, place)) for reading in condition.readings]
    return by_reading[0] if all(verdicts == by_reading[0] for verdicts in by_reading) else None


def offered(kinds: Iterable[FilingType], facts: Facts, item: Item) -> tuple[str, ...]:
    """Of these filing types the county's items that may fit, and the bare type where the county has no item for it;
    none that would be refused."""
    found = (_offer(kind, facts, item.place) for kind in kinds)
    return tuple(dict.fromkeys(each for each in found if each and each != item.id))


def _offer(kind: FilingType, facts: Facts, place: InsuringPlace) -> str | None:
    other = place.item_of(kind)
    if other is None:
        return None if _is_anything_refused(facts, place) else kind.value
    return None if _is_refused(facts, other, place) else other.id


def _is_refused(facts: Facts, other: Item, place: InsuringPlace) -> bool:
    of_its_own = (verdict for each in other.conditions for verdict in verdicts_of(each, facts, place) or ())
    return _is_anything_refused(facts, place) or any(verdict.severity is Severity.REFUSE for verdict in of_its_own)


def _is_anything_refused(facts: Facts, place: InsuringPlace) -> bool:
    """Whether it is refused under every item; no kind of filing is, for that is what another item would change."""
    return any(verdict.severity is Severity.REFUSE for verdict in common_verdicts(facts, place, tuple(FilingType)))


def emergency_of_its_own(facts: Facts, item: Item, against: Collection[str] = ()) -> Iterator[Finding]:
    """An emergency inpatient whom no hospital referred came to the item for referrals by mistake; so did one whose slip
    is over or of a hospital that may not refer. `against` are the codes of what the item has against the filing."""
    if FilingType.REFERRAL not in item.kinds or FilingType.EMERGENCY in item.kinds:
        return
    if facts.is_referred and NO_REFERRAL.isdisjoint(against):
        return
    if facts.stay is None or not facts.stay.emergency or facts.stay.inpatient is False:
        return
    other = item.place.item_of(FilingType.EMERGENCY)
    if other is not None and not _is_refused(facts, other, item.place):
        basis = _of_emergencies(other).basis
        yield Finding("emergency_has_its_own_item", Severity.WARN, basis, fact="admission.emergency")


def _of_emergencies(item: Item) -> Citation:
    """The sentence that says whom an item for emergencies is for."""
    readings = (reading for condition in item.conditions for reading in condition.readings)
    return next((each.citation for each in readings if isinstance(each.check, EmergencyAdmission)), item.citation)
