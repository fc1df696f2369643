"""Closed filings by the hundred thousand, cloned in SQL with their events: rows like real ones, numbered like nobody's.

They do not open, nothing was said with their events, and no chain holds these: what is measured of a million shows none
of them but the first page of a hospital's list.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select, text

from portal.models import Filing, FilingEvent, db
from portal.models.transaction import transaction

AT_ONCE = 100_000
SOURCE = """WITH source AS (
    SELECT row_number() OVER (ORDER BY id) AS place, id AS original FROM filings
    WHERE claimed_by LIKE 'bench:%' AND submitted_at IS NOT NULL AND queue_due_on IS NULL ORDER BY id LIMIT :most
)"""
COUNTED_UP = "printf('%032x', :first + place)"
"""Nobody's, as long as a real one, and at the end of its index: of ten million drawn by chance each would be written
to another page."""
OF_A_CLONE = {
    "id": ":first + place",
    "uid": COUNTED_UP,
    "number": "'b' || printf('%011d', :first + place)",
    "submission_key": "NULL",
    "person_index": COUNTED_UP,
    "name_index": COUNTED_UP,
    "phone_index": COUNTED_UP,
    "claimed_by": "'bench:' || (:first + place)",
    "submitted_at": "datetime(submitted_at, '-' || (abs(random()) % 40000000) || ' seconds') || '.000000'",
}
OF_AN_EVENT = {
    "uid": "printf('%016x%016x', :first + place, t.id)",
    "filing_id": ":first + place",
    "detail_sealed": "NULL",
}


def multiplied(count: int) -> Iterator[int]:
    """So many more; tells how many there are."""
    done = 0
    while done < count:
        with transaction():
            first = db.session.scalar(select(func.max(Filing.id))) or 0
            blanks = {"first": first, "most": min(AT_ONCE, count - done)}
            db.session.execute(text(_clones(Filing, "id", OF_A_CLONE)), blanks)
            db.session.execute(text(_clones(FilingEvent, "filing_id", OF_AN_EVENT)), blanks)
            done += (db.session.scalar(select(func.max(Filing.id))) or 0) - first
        yield done


def _clones(kind: type[Filing] | type[FilingEvent], key: str, own: Mapping[str, str]) -> str:
    """Their rows in the order of the ones they are made of; the database counts on where no `id` is their own."""
    names = [column.name for column in kind.__table__.columns if column.name != "id" or "id" in own]
    values = ", ".join(own.get(name, f"t.{name}") for name in names)
    found = f"FROM source JOIN {kind.__tablename__} AS t ON t.{key} = original ORDER BY place, t.id"
    return f"INSERT INTO {kind.__tablename__} ({', '.join(names)}) {SOURCE} SELECT {values} {found}"
