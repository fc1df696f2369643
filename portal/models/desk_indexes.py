"""The indexes of filings by which the desk reads its lists."""

from collections.abc import Iterator

from sqlalchemy import Index, text

_WAITS = "queue_due_on IS NOT NULL"


def indexes_of_the_desk() -> Iterator[Index]:
    """A closed filing leaves these; every statement about the queue spells the condition out."""
    yield _where("ix_filings_queue", _WAITS, "county", "queue_due_on", "id")
    counted = ("county", "status", "queue_due_on", "id", "due_on", "assigned_to_id")
    yield _where("ix_filings_queue_by_status", _WAITS, *counted)
    yield _where(
        "ix_filings_assigned", f"{_WAITS} AND assigned_to_id IS NOT NULL", "assigned_to_id", "queue_due_on", "id"
    )
    yield _where("ix_filings_pledged", "pledge = 'open'", "county", "pledge_check_on", "id")
    yield Index("ix_filings_name", "name_index", "id")
    yield Index("ix_filings_phone", "phone_index", "id")
    for column in ("caller_phone_index", "agent_phone_index", "agent_index"):  # search keys that few filings have
        yield _where(f"ix_filings_{column.removesuffix('_index')}", f"{column} IS NOT NULL", column, "id")
    yield _where("ix_filings_promised", "promised_on IS NOT NULL", "county", "promised_on", "id")


def _where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))
