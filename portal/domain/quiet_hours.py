"""The hours of the night in which nobody is written to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from portal.domain.actor import BEIJING


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when, by the clock of Beijing; they may reach over midnight. Where both are one, there are none."""

    begin: time = time(21)
    end: time = time(8)

    def over_at(self, instant: datetime) -> datetime:
        """The instant itself where nobody sleeps then, else when the quiet hours are over."""
        local = instant.astimezone(BEIJING)
        if not self._hold_at(local.time()):
            return instant
        day = local.date() if local.time() < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.end, BEIJING)

    def _hold_at(self, at: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


NO_QUIET_HOURS = QuietHours(time(), time())
