"""Where a fax stands in its tray, and why one lies beside it."""

from enum import StrEnum


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
