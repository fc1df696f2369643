"""A month of Beijing, as a report is made of."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portal.domain.actor import BEIJING

_WRITTEN = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Month:
    """By its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that day lies in."""
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """As an address has it, 2026-09; none for what is none."""
        found = _WRITTEN.fullmatch(text)
        return cls(date(int(found[1]), int(found[2]), 1)) if found else None

    @property
    def text(self) -> str:
        """As `read` takes it."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> "Month":
        """The one before."""
        return Month.of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        """The one after."""
        return Month.of(self.first + timedelta(days=31))

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """From when to before when."""
        begin, end = (datetime.combine(each, time.min, BEIJING) for each in (self.first, self.after.first))
        return begin.astimezone(UTC), end.astimezone(UTC)
