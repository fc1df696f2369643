"""The day by which all rules count is that of Beijing, at whatever hour somebody acts."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.actor import STRANGER, Context


@pytest.mark.parametrize(
    ("instant", "today"),
    [
        (datetime(2026, 9, 14, 15, 59, 59, tzinfo=UTC), date(2026, 9, 14)),
        (datetime(2026, 9, 14, 16, 0, tzinfo=UTC), date(2026, 9, 15)),  # midnight in Beijing
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 9, 14, 0, 0, tzinfo=UTC), date(2026, 9, 14)),
    ],
)
def test_today_is_the_day_in_beijing(instant: datetime, today: date) -> None:
    assert Context(STRANGER, instant).today == today
