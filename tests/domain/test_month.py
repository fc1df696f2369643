"""A month begins and ends at midnight in Beijing, and is read as an address has it."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.month import Month


def test_a_month_is_beijings() -> None:
    month = Month.read("2026-12")
    assert month is not None
    assert month.instants == (datetime(2026, 11, 30, 16, tzinfo=UTC), datetime(2026, 12, 31, 16, tzinfo=UTC))
    assert (month.before.text, month.after.text) == ("2026-11", "2027-01")
    assert Month.of(date(2026, 12, 31)) == month


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "1999-01", "２０２６-01", "2026-1", "2026-01-01"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.read(text) is None
