"""No page of staff reads more because others have much: another county, or other hospitals and units of their own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event

from portal.models import db
from tests.access.crowds import crowd
from tests.access.requesting import address, request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World

pytestmark = pytest.mark.slow  # the quick net asks each plan for a table read whole (test_plans.py, test_list_plans.py)
TIMES = 40
A_FEW = 200
OF_ALL = {"/hospital/": 30 * TIMES}
"""Which slips wait for a signature is asked of those that wait in any hospital, each until whoever is next signs it."""
BESIDE = {"clerk": "fushun", "supervisor": "fushun", "hospital": "wenshang", "employer": "wenshang"}
"""Whose pages, and which county the others are of: an institution has them in its own."""
MORE_OF = {
    "admin.trail": [f"show={show}&{more}" for show in ("", "looks", "portal") for more in ("", "day=2026-09-14")],
}
"""Further addresses of a list, each another statement."""


@dataclass
class Steps:
    """How many instructions SQLite ran: what a clock would tell on a machine that is never busy."""

    taken: int = 0

    def count(self) -> int:
        """One more; SQLite goes on."""
        self.taken += 1
        return 0


@contextmanager
def counted() -> Iterator[Steps]:
    """Every instruction run meanwhile; needs an application context."""
    steps = Steps()

    def begin(connection: object, *_rest: object) -> None:
        connection.set_progress_handler(steps.count, 1)  # type: ignore[attr-defined]

    def end(connection: object, *_rest: object) -> None:
        connection.set_progress_handler(None, 0)  # type: ignore[attr-defined]

    event.listen(db.engine, "checkout", begin)
    event.listen(db.engine, "checkin", end)
    try:
        yield steps
    finally:
        event.remove(db.engine, "checkout", begin)
        event.remove(db.engine, "checkin", end)


def addresses(world: World, actor: str) -> Iterator[tuple[RouteCase, str]]:
    """Every page that actor may open, lists also narrowed."""
    for route in ROUTES:
        if route.method == "GET" and actor in route.owners - set(route.limits):
            url = address(world, route)
            yield from ((route, each) for each in (url, *(f"{url}?{more}" for more in MORE_OF.get(route.endpoint, ()))))


def steps_of(world: World, actor: str) -> Mapping[str, int]:
    """Of each page the least of three askings: at one its look is written down and parts are made that are kept, and
    what is looked after now and then may come at another."""
    return {
        url: min(_steps(world, actor, route, url) for _asking in range(3)) for route, url in addresses(world, actor)
    }


def _steps(world: World, actor: str, route: RouteCase, url: str) -> int:
    with world.app.app_context(), counted() as steps:
        request_as(world, route, actor, url)
    return steps.taken


@pytest.mark.parametrize(("actor", "county"), BESIDE.items())
def test_a_page_takes_what_it_takes_where_nobody_else_has_anything(world: World, actor: str, county: str) -> None:
    alone = steps_of(world, actor)
    with world.rolled_back():
        crowd(world, TIMES, county)
        beside = steps_of(world, actor)
    assert {
        url: (alone[url], taken) for url, taken in beside.items() if taken > 2 * alone[url] + OF_ALL.get(url, A_FEW)
    } == {}
