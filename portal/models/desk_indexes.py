"""The indexes of filings by which the lists are read: the desk's, what counts, what goes to the national library."""

from collections.abc import Iterator

from sqlalchemy import Index, text

from portal.domain import lifecycle
from portal.models.base import one_of

_WAITS = "queue_due_on IS NOT NULL"
ONCE_IN_FORCE = text(one_of("status", lifecycle.ONCE_IN_FORCE))  # in a query, its planner knows the index by it
ENDED_EARLY = text(one_of("status", lifecycle.ENDED_EARLY))
"""The same of the index of what ended before its own end."""
ENDS_ON_A_DAY = text("status = 'approved' AND ends_on IS NOT NULL")
"""The same of the index of what ends by itself."""


def indexes_of_the_desk() -> Iterator[Index]:
    """A closed filing leaves these; every statement about the queue spells the condition out."""
    yield _where("ix_filings_queue", _WAITS, "county", "queue_due_on", "id")
    counted = ("county", "status", "queue_due_on", "id", "due_on", "assigned_to_id")
    yield _where("ix_filings_queue_by_status", _WAITS, *counted)
    assigned = ("county", "assigned_to_id", "queue_due_on", "id")
    yield _where("ix_filings_assigned", f"{_WAITS} AND assigned_to_id IS NOT NULL", *assigned)
    yield _where("ix_filings_pledged", "pledge = 'open'", "county", "pledge_check_on", "id")
    yield Index("ix_filings_name", "name_index", "id")
    yield Index("ix_filings_phone", "phone_index", "id")
    for column in ("caller_phone_index", "agent_phone_index", "agent_index"):  # search keys that few filings have
        yield _where(f"ix_filings_{column.removesuffix('_index')}", f"{column} IS NOT NULL", column, "id")
    yield _where("ix_filings_promised", "promised_on IS NOT NULL", "county", "promised_on", "id")


def indexes_of_what_counts() -> Iterator[Index]:
    """What is in force on a day, what ended before its own end, and what ends next."""
    yield Index(
        "ix_filings_in_force",
        "person_index",
        "county",
        "begins_on",
        "number",
        "ends_on",
        "status",
        "treatment_place",
        "filing_type",
        "item_id",
        sqlite_where=ONCE_IN_FORCE,
        postgresql_where=ONCE_IN_FORCE,
    )
    yield Index(
        "ix_filings_ended_early",
        "status",
        "number",
        "begins_on",
        "ends_on",
        sqlite_where=ENDED_EARLY,
        postgresql_where=ENDED_EARLY,
    )
    yield Index("ix_filings_ends", "ends_on", "id", sqlite_where=ENDS_ON_A_DAY, postgresql_where=ENDS_ON_A_DAY)


def indexes_of_uploads() -> Iterator[Index]:
    """What waits for the national library, and what a file of it held."""
    yield _where("ix_filings_upload", "upload_state IS NOT NULL", "county", "upload_state", "id")
    yield _where("ix_filings_upload_batch", "upload_batch_id IS NOT NULL", "upload_batch_id", "upload_state", "id")


def _where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))
