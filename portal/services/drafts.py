"""Drafts that were never sent in: nobody but their writer has seen them, and nothing refers to them."""

from collections.abc import Sequence

from sqlalchemy import delete, exists

from portal.domain.vocabulary import FilingStatus
from portal.models import Document, Filing, FilingEvent, db

NEVER_SENT = (
    Filing.status == FilingStatus.DRAFT,
    Filing.submitted_at.is_(None),
    ~exists().where(FilingEvent.filing_id == Filing.id),  # a supervisor's override is history, and stays
)


def drop(ids: Sequence[int]) -> None:
    """Delete these, inside the caller's transaction; their files go with the worker's next sweep."""
    db.session.execute(delete(Document).where(Document.filing_id.in_(ids)))
    db.session.execute(delete(Filing).where(Filing.id.in_(ids), *NEVER_SENT))
