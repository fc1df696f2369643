"""What a check-up of the installation found: codes and values; the sentences are in portal.wording."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.values import Values


class CheckupStatus(StrEnum):
    """How a thing stands."""

    SOUND = "sound"
    WATCH = "watch"  # nothing is lost yet
    BAD = "bad"  # somebody must act today


class Matter(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    SCHEMA = "schema"
    KEY = "key"
    CERTIFICATES = "certificates"
    SEALED = "sealed"
    FILES = "files"
    LEFTOVERS = "leftovers"
    SPACE = "space"
    CALENDAR = "calendar"
    BACKUP = "backup"
    CLOCK = "clock"
    OUTBOX = "outbox"
    FONTS = "fonts"
    STARTS = "starts"
    COUNTIES = "counties"
    PROXY = "proxy"
    MESSAGES = "messages"
    MAIL = "mail"
    FAXES = "faxes"
    NATIONAL = "national"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class CheckupLine:
    """One thing and how it stands; `case` tells apart what can be wrong with it."""

    matter: Matter
    status: CheckupStatus
    case: str
    values: Values


@dataclass(frozen=True, slots=True)
class Checkup:
    """All lines of one check-up."""

    at: datetime
    lines: tuple[CheckupLine, ...]

    @property
    def is_bad(self) -> bool:
        """Whether somebody must act today."""
        return any(line.status is CheckupStatus.BAD for line in self.lines)


def sound(matter: Matter, case: str, **values: int | str) -> CheckupLine:
    """Nothing to do."""
    return CheckupLine(matter, CheckupStatus.SOUND, case, values)


def watch(matter: Matter, case: str, **values: int | str) -> CheckupLine:
    """Somebody should see to it."""
    return CheckupLine(matter, CheckupStatus.WATCH, case, values)


def bad(matter: Matter, case: str, **values: int | str) -> CheckupLine:
    """Somebody must see to it now."""
    return CheckupLine(matter, CheckupStatus.BAD, case, values)
