"""Indexes of filings over the institutions that make them: what each filed, and what it began by one form."""

from collections.abc import Iterator

from sqlalchemy import Index, text

ENDS = text("status = 'approved' AND ends_on IS NOT NULL AND hospital_id IS NOT NULL")
"""Spelled out in a query, its planner knows the index of what ends by it."""


def indexes_of_institutions() -> Iterator[Index]:
    """What a hospital or a unit began by the same form, or by the same row of a spreadsheet, it began once; and
    what of a hospital's ends next."""
    for institution in ("hospital", "employer"):
        column = f"{institution}_id"
        once = text(f"{column} IS NOT NULL AND submission_key IS NOT NULL")
        name = f"uq_filings_{institution}_submission_key"
        yield Index(name, column, "submission_key", unique=True, sqlite_where=once, postgresql_where=once)
    yield Index("ix_filings_hospital", "hospital_id", "id")
    yield Index("ix_filings_hospital_status", "hospital_id", "status", "id", "ends_on")
    yield Index("ix_filings_hospital_ending", "hospital_id", "ends_on", "id", sqlite_where=ENDS, postgresql_where=ENDS)
    of_a_unit = text("employer_id IS NOT NULL")
    yield Index("ix_filings_employer", "employer_id", "id", sqlite_where=of_a_unit, postgresql_where=of_a_unit)
    by_key = text("institution_id IS NOT NULL")
    yield Index("ix_filings_institution", "institution_id", "id", sqlite_where=by_key, postgresql_where=by_key)
