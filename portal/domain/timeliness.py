"""How a decision stands to the last day the agency has for it."""

from datetime import date
from enum import StrEnum

from portal.domain.vocabulary import FilingStatus


class Timeliness(StrEnum):
    """In the order of a report."""

    EARLY = "early"
    LAST_DAY = "last_day"
    LATE = "late"
    NO_LIMIT = "no_limit"  # decided, and the guide states none
    OPEN = "open"
    OPEN_LATE = "open_late"
    UNDECIDED = "undecided"  # closed without a decision


def timeliness_of(
    status: FilingStatus, due_on: date | None, decided_on: date | None, today: date, is_open: bool
) -> Timeliness:
    """Of one filing; what waits for its filer is not late with the agency."""
    if decided_on is not None:
        if due_on is None:
            return Timeliness.NO_LIMIT
        return _against(due_on, decided_on)
    if not is_open:
        return Timeliness.UNDECIDED
    waits_for_us = status is not FilingStatus.CORRECTION_REQUESTED
    return Timeliness.OPEN_LATE if waits_for_us and due_on and due_on < today else Timeliness.OPEN


def _against(due_on: date, decided_on: date) -> Timeliness:
    if decided_on == due_on:
        return Timeliness.LAST_DAY
    return Timeliness.EARLY if decided_on < due_on else Timeliness.LATE
