"""No page reads a table from end to end: what it shows is found by an index, however many rows there are beside it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from portal.models import Base, db
from tests.access.requesting import request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.statements import noted

pytestmark = pytest.mark.slow  # in the quick net test_list_plans.py asks what long lists read, and by which index
GROWING = {table.name for table in Base.metadata.sorted_tables} - {
    "hospitals",
    "installations",
    "checkups",
    "networked_lists",
}
"""The other tables have a row for a thing of the installation, or but one."""
FROM_THE_END = {"trail_links"}
"""Of the chain the last link is read, whatever it holds."""
OPENED = [route for route in ROUTES if route.owners - set(route.limits)]
_SCANNED = re.compile(r"SCAN (\w+?)(?:_[0-9]+)?\b|SEARCH (\w+?)(?:_[0-9]+)? USING AUTOMATIC\b")
"""Under its own name or that of one reading of several; an index made for one statement is made of the whole table."""
_NOTHING = "IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)"
"""An empty list: nothing is read, whatever the plan says."""


def scanned(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    """The tables a statement reads whole, as SQLite goes about it."""
    if _NOTHING in statement:
        return
    for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
        if found := _SCANNED.match(line.detail):
            yield found[1] or found[2]


@pytest.mark.parametrize("route", OPENED, ids=lambda route: route.endpoint)
def test_page_reads_no_table_from_end_to_end(world: World, route: RouteCase) -> None:
    actor = min(route.owners - set(route.limits))
    with world.rolled_back(), world.app.app_context():
        with noted() as seen:
            assert request_as(world, route, actor).status_code == route.expected(actor)
        selects = [
            (statement, values) for statement, values in seen if statement.startswith(("SELECT", "UPDATE", "DELETE"))
        ]
        with db.engine.connect() as connection:
            found = {
                (table, statement) for statement, values in selects for table in scanned(connection, statement, values)
            }
    assert {(table, text) for table, text in found if table in GROWING - FROM_THE_END} == set()
