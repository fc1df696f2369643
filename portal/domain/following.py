"""Until when the QR on a filing's papers opens its state."""

from datetime import date

from portal.domain import lifecycle
from portal.domain.validity import add_months
from portal.domain.vocabulary import FilingStatus


def followed_until(
    status: FilingStatus, decided_on: date | None, closed_on: date, ends_on: date | None, months: int
) -> date | None:
    """The last day of it; none while the filing is open.

    A filing in force is followed to its own last day. One without an end, one that was over before it was decided,
    and one that was refused, withdrawn or ended early: so many months from the day of that, for its person must be
    able to read how it came out.
    """
    if status in lifecycle.OPEN:
        return None
    if status in lifecycle.IN_FORCE and decided_on is not None:
        return ends_on if ends_on and ends_on > decided_on else add_months(decided_on, months)
    return add_months(closed_on, months)
