"""The clock stands still for a small step back, and says so when it follows a large one."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from portal.adapters.clock import SteadyClock, system_clock

NOON = datetime(2026, 9, 14, 4, 0, tzinfo=UTC)


def readings(*seconds: int) -> tuple[SteadyClock, list[timedelta]]:
    """A clock whose machine tells these instants after noon, and what the clock makes of each."""
    instants = iter([NOON, *(NOON + timedelta(seconds=each) for each in seconds)])
    clock = SteadyClock(lambda: next(instants))
    return clock, [clock() - NOON for _ in seconds]


def test_time_goes_on() -> None:
    assert readings(1, 2, 2, 9)[1] == [timedelta(seconds=each) for each in (1, 2, 2, 9)]


def test_a_small_step_back_stands_still_until_it_has_passed() -> None:
    assert readings(100, 10, 99, 101)[1] == [timedelta(seconds=each) for each in (100, 100, 100, 101)]


def test_a_large_step_back_is_followed_and_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "portal.clock"):
        assert readings(7200, 0, 1)[1] == [timedelta(seconds=each) for each in (7200, 0, 1)]
    assert [record.getMessage() for record in caplog.records] == ["the clock was set back by 7200 seconds"]


def test_the_portals_own_clock_tells_utc() -> None:
    assert system_clock().utcoffset() == timedelta()
