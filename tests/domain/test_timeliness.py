"""Where a decision stands against its last day."""

from datetime import date

import pytest

from portal.domain.timeliness import Timeliness, timeliness_of
from portal.domain.vocabulary import FilingStatus

DUE, TODAY = date(2026, 9, 16), date(2026, 9, 20)
S, T = FilingStatus, Timeliness


@pytest.mark.parametrize(
    ("status", "due_on", "decided_on", "is_open", "expected"),
    [
        (S.APPROVED, DUE, date(2026, 9, 15), False, T.EARLY),
        (S.APPROVED, DUE, DUE, False, T.LAST_DAY),
        (S.REJECTED, DUE, date(2026, 9, 17), False, T.LATE),
        (S.APPROVED, None, DUE, False, T.NO_LIMIT),
        (S.SUBMITTED, DUE, None, True, T.OPEN_LATE),
        (S.ACCEPTED, TODAY, None, True, T.OPEN),
        (S.SUBMITTED, None, None, True, T.OPEN),
        (S.CORRECTION_REQUESTED, DUE, None, True, T.OPEN),
        (S.WITHDRAWN, DUE, None, False, T.UNDECIDED),
    ],
)
def test_how_it_stands(
    status: FilingStatus, due_on: date | None, decided_on: date | None, is_open: bool, expected: Timeliness
) -> None:
    assert timeliness_of(status, due_on, decided_on, TODAY, is_open) is expected
