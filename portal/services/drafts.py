"""What was begun and never sent in, withdrawn or not: but for a hospital's, nobody but its writer has seen it."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, or_, select

from portal.domain.lifecycle import PERHAPS_UNSENT
from portal.models import AccessLog, ApiRequest, Document, Filing, FilingEvent, db

NEVER_SENT = (Filing.status.in_(PERHAPS_UNSENT), Filing.submitted_at.is_(None), Filing.data_key.is_not(None))


def with_a_history(ids: Sequence[int]) -> Sequence[Filing]:
    """Those of these at which somebody's look or an act is written down: its lines stay, so that they are erased, not
    deleted."""
    looked_at = exists().where(AccessLog.filing_id == Filing.id)
    happened = exists().where(FilingEvent.filing_id == Filing.id)
    return db.session.scalars(select(Filing).where(Filing.id.in_(ids), or_(looked_at, happened))).all()


def drop(ids: Sequence[int]) -> None:
    """Delete these, inside the caller's transaction; their files go with the worker's next sweep."""
    for kind in (Document, ApiRequest):
        db.session.execute(delete(kind).where(kind.filing_id.in_(ids)))
    db.session.execute(delete(Filing).where(Filing.id.in_(ids)))
