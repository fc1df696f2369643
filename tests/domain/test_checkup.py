"""A line of a check-up carries its matter, how that stands and every value; one bad line makes the whole bad."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.domain.checkup import Checkup, CheckupLine, CheckupStatus, Matter, bad, sound, watch


@pytest.mark.parametrize(
    ("line", "status", "is_bad"),
    [(sound, CheckupStatus.SOUND, False), (watch, CheckupStatus.WATCH, False), (bad, CheckupStatus.BAD, True)],
)
def test_a_line_says_how_its_matter_stands(
    line: Callable[..., CheckupLine], status: CheckupStatus, is_bad: bool
) -> None:
    found = line(Matter.SPACE, "little", free=3, folder="files")
    assert found == CheckupLine(Matter.SPACE, status, "little", {"free": 3, "folder": "files"})
    assert Checkup(datetime(2026, 10, 8, tzinfo=UTC), (sound(Matter.KEY, "there"), found)).is_bad is is_bad
