"""Drafts that were never sent in: but for those of a hospital, nobody but their writer has seen them."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select

from portal.domain.vocabulary import FilingStatus
from portal.models import AccessLog, Document, Filing, FilingEvent, db

NEVER_SENT = (
    Filing.status == FilingStatus.DRAFT,
    Filing.submitted_at.is_(None),
    Filing.data_key.is_not(None),
    ~exists().where(FilingEvent.filing_id == Filing.id),  # a supervisor's override is history, and stays
)


def seen(ids: Sequence[int]) -> Sequence[Filing]:
    """Those of these at which somebody's look is written down: the line stays, so that they are erased, not deleted."""
    looked_at = exists().where(AccessLog.filing_id == Filing.id)
    return db.session.scalars(select(Filing).where(Filing.id.in_(ids), looked_at)).all()


def drop(ids: Sequence[int]) -> None:
    """Delete these, inside the caller's transaction; their files go with the worker's next sweep."""
    db.session.execute(delete(Document).where(Document.filing_id.in_(ids)))
    db.session.execute(delete(Filing).where(Filing.id.in_(ids), *NEVER_SENT))
