"""When a fax came that is taken now: as its file says, unless no file could say it."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.faxes import LAY_AT_MOST, came_at

NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("waited", [SECOND / 2, SECOND, timedelta(hours=3), LAY_AT_MOST], ids=str)
def test_it_came_when_its_file_was_last_written(waited: timedelta) -> None:
    assert came_at((NOW - waited).timestamp(), NOW) == NOW - waited


@pytest.mark.parametrize(
    "waited", [timedelta(), -SECOND, LAY_AT_MOST + SECOND, NOW - datetime.fromtimestamp(0, UTC)], ids=str
)
def test_a_time_that_is_not_to_be_believed_is_now(waited: timedelta) -> None:
    assert came_at((NOW - waited).timestamp(), NOW) is NOW
