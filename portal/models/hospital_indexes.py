"""The indexes of filings by which a hospital reads its lists."""

from collections.abc import Iterator

from sqlalchemy import Index, text

ENDS = text("status = 'approved' AND ends_on IS NOT NULL AND hospital_id IS NOT NULL")
"""Spelled out in a query, its planner knows the index of what ends by it."""


def indexes_of_hospitals() -> Iterator[Index]:
    """All of a hospital's, those in a state, and what ends next of those in force."""
    yield Index("ix_filings_hospital", "hospital_id", "id")
    yield Index("ix_filings_hospital_status", "hospital_id", "status", "id")
    yield Index("ix_filings_hospital_ending", "hospital_id", "ends_on", "id", sqlite_where=ENDS, postgresql_where=ENDS)
