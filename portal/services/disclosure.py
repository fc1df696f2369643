"""办件公示: what the public may see of filings — number tail, item, dates, state — and nothing of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, select, tuple_

from portal.domain.vocabulary import AskedFor, FilingStatus
from portal.models import Filing, db
from portal.models.base import UtcDateTime

PAGE = 50


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of the public list."""

    id: int
    number_tail: str
    item_id: str
    submitted_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    status: FilingStatus
    asks_for: AskedFor | None


def page(county: str, after: tuple[datetime, int] | None = None) -> Sequence[PublicLine]:
    """Filings of a county, newest first, a page and one line more."""
    rows = (
        select(
            Filing.id,
            Filing.number,
            Filing.item_id,
            Filing.submitted_at,
            Filing.accepted_at,
            Filing.decided_at,
            Filing.status,
            Filing.asks_for,
        )
        .where(Filing.county == county, Filing.submitted_at.is_not(None), Filing.status != FilingStatus.WITHDRAWN)
        .order_by(Filing.submitted_at.desc(), Filing.id.desc())
        .limit(PAGE + 1)
    )
    if after is not None:
        instant, last_id = after
        # compared as one: written as an OR it is no bound of the index, and all the newer ones are read before it
        rows = rows.where(tuple_(Filing.submitted_at, Filing.id) < tuple_(literal(instant, UtcDateTime), last_id))
    return [
        PublicLine(id, number[-4:], item, submitted, accepted, decided, status, asks_for)
        for id, number, item, submitted, accepted, decided, status, asks_for in db.session.execute(rows)
        if submitted is not None
    ]
