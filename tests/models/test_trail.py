"""What a link of the trail holds: every column of its row, its place, and all that came before it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from portal.models import AccessLog, FilingEvent
from portal.models.portal_events import PortalEvent
from portal.models.trail import BEFORE_THE_FIRST, SAID_AGAIN, ChainedTable, content_of, digest_of

KEY, CONTENT = bytes(32), b"content"
TABLE = "portal_events"
CHAINED = {kind.__tablename__: kind for kind in (FilingEvent, PortalEvent, AccessLog)}


@pytest.mark.parametrize("table", ChainedTable)
def test_every_column_of_a_row_counts(table: ChainedTable) -> None:
    row = dict.fromkeys(CHAINED[table].__table__.columns.keys(), "as written")
    assert len(row) > 5
    for column in row.keys() - {SAID_AGAIN.get(table)}:
        assert content_of(table, row | {column: "changed"}) != content_of(table, row), column
        assert content_of(table, row | {column: None}) != content_of(table, row), column


def test_a_row_is_read_the_same_from_either_engine_and_before_a_column_was_added() -> None:
    at = datetime(2026, 9, 14, 2, tzinfo=UTC)
    written = content_of(TABLE, {"id": 1, "at": at, "sealed": b"\x00\xff"})
    assert content_of(TABLE, {"sealed": memoryview(b"\x00\xff"), "at": at.replace(tzinfo=None), "id": 1}) == written
    assert (
        content_of(TABLE, {"id": 1, "at": at.astimezone(timezone(timedelta(hours=8))), "sealed": b"\x00\xff"})
        == written
    )
    assert content_of(TABLE, {"id": 1, "at": at, "sealed": b"\x00\xff", "added_later": None}) == written


def test_what_a_line_says_again_of_its_filing_leaves_older_links_be() -> None:
    row = {"id": 1, "filing_id": 7}
    for table, name in SAID_AGAIN.items():
        assert content_of(table, row | {name: "wenshang"}) == content_of(table, row)
    assert content_of(TABLE, row | {"county": "wenshang"}) != content_of(TABLE, row)


def test_a_link_holds_its_key_its_place_its_table_its_row_and_the_link_before() -> None:
    link = digest_of(KEY, BEFORE_THE_FIRST, 7, "access_log", CONTENT)
    others = {
        digest_of(bytes(31) + b"\x01", BEFORE_THE_FIRST, 7, "access_log", CONTENT),
        digest_of(KEY, bytes(31) + b"\x01", 7, "access_log", CONTENT),
        digest_of(KEY, BEFORE_THE_FIRST, 8, "access_log", CONTENT),
        digest_of(KEY, BEFORE_THE_FIRST, 7, "filing_events", CONTENT),
        digest_of(KEY, BEFORE_THE_FIRST, 7, "access_log", CONTENT + b"."),
    }
    assert len(others | {link}) == 6
