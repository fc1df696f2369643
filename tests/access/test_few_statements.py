"""Every page runs a few statements: one of a filing at most seven, any other at most four.

Counted at the second asking of the day, what knows who asks among them. By then the look of today is written down, so
that it is asked for and not written. A page with somebody's whole number is written down each time it is shown: the
four statements that this takes are counted apart (`WRITES_A_LOOK`), and nothing that is read beside them.
"""

import re

import pytest

from tests.access.requesting import request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.statements import noted

pytestmark = pytest.mark.slow  # in the quick net tests/web/pages/test_few_statements.py counts those of the lists
OF_A_FILING, OTHER = 7, 4
OPENS_A_FILING = frozenset({"following.upload", "following.by_qr", "following.by_link"})
"""By a token and not by its number."""
WRITES_A_LOOK = re.compile(r"BEGIN IMMEDIATE|INSERT INTO access_log|SELECT trail_links|INSERT INTO trail_links")
PAGES = [route for route in ROUTES if route.method == "GET" and route.owners - set(route.limits)]


def most_of(route: RouteCase) -> int:
    """How many statements its page may run."""
    return OF_A_FILING if "number" in route.at or route.endpoint in OPENS_A_FILING else OTHER


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.endpoint)
def test_page_runs_few_statements_whoever_of_its_owners_asks(world: World, route: RouteCase) -> None:
    counted = {actor: statements_of(world, route, actor) for actor in sorted(route.owners - set(route.limits))}
    assert {actor: seen for actor, seen in counted.items() if len(seen) > most_of(route)} == {}


def statements_of(world: World, route: RouteCase, actor: str) -> list[str]:
    """What that page runs at the second asking, but for writing down that it was seen."""
    with world.rolled_back():
        request_as(world, route, actor)
        with world.app.app_context(), noted() as seen:
            assert request_as(world, route, actor).status_code == route.expected(actor)
        return [statement for statement, _values in seen if not WRITES_A_LOOK.match(statement)]
