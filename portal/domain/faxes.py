"""When a fax came, where it stands in its tray, and why one lies beside it."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

LAY_AT_MOST = timedelta(days=30)
"""How long a file may have waited for somebody who takes it; what says longer comes from a clock that was never set."""


def came_at(last_written: float, now: datetime) -> datetime:
    """When a fax came that was taken now: as its file says, which a server wrote to last at the end of its reception.

    A time that is not to be believed, later than now or too long ago, is none: then it came now.
    """
    waited = now.timestamp() - last_written
    return datetime.fromtimestamp(last_written, UTC) if 0 < waited <= LAY_AT_MOST.total_seconds() else now


class FaxState(StrEnum):
    """Where a fax of the tray stands."""

    WAITING = "waiting"
    SET_ASIDE = "set_aside"  # by the portal: it cannot be read, or shows nothing
    JUNK = "junk"  # by a clerk, with a reason
    DONE = "done"  # all its pages lie with filings, or with another fax


class FaxTrouble(StrEnum):
    """Why a fax was set aside."""

    BLANK = "blank"
    UNFINISHED = "unfinished"  # nobody writes to it any more, and its end is not there
    DAMAGED = "damaged"
    LOCKED = "locked"  # by a password
    TOO_BIG = "too_big"
    TOO_LONG = "too_long"
    OTHER_KIND = "other_kind"  # neither TIFF nor PDF
    TOO_COMPLEX = "too_complex"
