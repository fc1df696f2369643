"""Nobody is written to at night: what is ready then goes in the morning."""

from datetime import datetime, time

import pytest

from portal.domain.actor import BEIJING
from portal.domain.quiet_hours import NO_QUIET_HOURS, QuietHours


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of September 2026 in Beijing."""
    return datetime(2026, 9, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("ready", "goes"),
    [
        (at(14, 20, 59), at(14, 20, 59)),
        (at(14, 21), at(15, 8)),
        (at(14, 23, 59), at(15, 8)),
        (at(15, 0), at(15, 8)),
        (at(15, 7, 59), at(15, 8)),
        (at(15, 8), at(15, 8)),
    ],
)
def test_what_is_ready_at_night_goes_in_the_morning(ready: datetime, goes: datetime) -> None:
    assert QuietHours().over_at(ready) == goes


@pytest.mark.parametrize(("hour", "goes"), [(12, 12), (13, 15), (14, 15), (15, 15)])
def test_hours_within_one_day(hour: int, goes: int) -> None:
    assert QuietHours(time(13), time(15)).over_at(at(14, hour)) == at(14, goes)


def test_without_quiet_hours_every_hour_will_do() -> None:
    assert [NO_QUIET_HOURS.over_at(at(14, hour)) for hour in range(24)] == [at(14, hour) for hour in range(24)]
