"""Until when a QR opens the state of its filing."""

from datetime import date

import pytest

from portal.domain.following import followed_until
from portal.domain.vocabulary import FilingStatus

DECIDED, CLOSED, LATER, EARLIER = date(2026, 9, 14), date(2026, 11, 30), date(2027, 3, 1), date(2026, 8, 1)
S = FilingStatus


@pytest.mark.parametrize(
    ("status", "decided_on", "ends_on", "until"),
    [
        (S.DRAFT, None, None, None),
        (S.SUBMITTED, None, LATER, None),
        (S.CORRECTION_REQUESTED, None, None, None),
        (S.ACCEPTED, None, None, None),
        (S.APPROVED, DECIDED, LATER, LATER),
        (S.APPROVED, DECIDED, None, date(2028, 9, 14)),
        (S.APPROVED, DECIDED, EARLIER, date(2028, 9, 14)),
        (S.APPROVED, DECIDED, DECIDED, date(2028, 9, 14)),
        *((status, DECIDED, LATER, date(2028, 11, 30)) for status in (S.CANCELLED, S.REVOKED, S.SUPERSEDED)),
        *((status, DECIDED, None, date(2028, 11, 30)) for status in (S.REFUSED, S.REJECTED)),
        (S.WITHDRAWN, None, None, date(2028, 11, 30)),
    ],
)
def test_a_qr_ends_with_its_filing(
    status: FilingStatus, decided_on: date | None, ends_on: date | None, until: date | None
) -> None:
    assert followed_until(status, decided_on, CLOSED, ends_on, 24) == until
