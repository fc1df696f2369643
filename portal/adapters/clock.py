"""The clock of a running portal: UTC, and it never runs backwards by a little."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

SMALL_STEP = timedelta(minutes=5)
log = logging.getLogger("portal.clock")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SteadyClock:
    """Gives the instant; where the machine's clock was set back a little, it stands still until that has passed.

    So a step of the time service never opens a deadline or a link that had just ended. A clock set back by more was
    wrong before: it is followed, said in the log, and `portal doctor` finds what was dated by it.
    """

    def __init__(self, source: Callable[[], datetime] = _utc_now) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._latest = source()

    def __call__(self) -> datetime:
        """The instant, aware, in UTC."""
        with self._lock:
            reading = self._source()
            step = self._latest - reading
            if step <= timedelta():
                self._latest = reading
            elif step > SMALL_STEP:
                log.error("the clock was set back by %d seconds", step.total_seconds())
                self._latest = reading
            return self._latest


system_clock = SteadyClock()
