"""No page reads more because others have much: another county, or others of whoever asks in their own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import event

from portal.domain.api_keys import Scope
from portal.models import db
from tests.access.crowds import crowd
from tests.access.keyed import KEYED
from tests.access.requesting import address, request_as
from tests.access.table import ROUTES
from tests.access.test_every_key import KEYS, bearing, sent
from tests.access.world import World

pytestmark = pytest.mark.slow  # in the quick net test_list_plans.py asks the plans of long lists
TIMES = 40
A_FEW = 200
OF_ALL = {"/hospital/": 30 * TIMES}
"""Which slips wait for a signature is asked of those that wait in any hospital, each until whoever is next signs it."""
BESIDE = {
    "clerk": "fushun",
    "supervisor": "fushun",
    "hospital": "wenshang",
    "employer": "wenshang",
    "owner": "wenshang",
    "stranger": "wenshang",
}
"""Whose pages, and which county the others are of: who is not the county itself has them in its own."""
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


Ask = Callable[[], object]
"""Open one page."""


def pages_of(world: World, actor: str) -> dict[str, Ask]:
    """Every page that actor may open, lists also narrowed."""
    found: dict[str, Ask] = {}
    for route in ROUTES:
        if route.method == "GET" and actor in route.owners - set(route.limits):
            url = address(world, route)
            for each in (url, *(f"{url}?{more}" for more in MORE_OF.get(route.endpoint, ()))):
                found[each] = partial(request_as, world, route, actor, each)
    return found


def what_keys_read(world: World) -> dict[str, Ask]:
    """All that a system with a key is told, by each key that may ask."""
    return {
        f"{key} {operation.url}": partial(sent, world, operation, bearing(world, key))
        for operation in KEYED
        if operation.method == "GET" or operation.scope is Scope.IN_FORCE
        for key, scope in KEYS.items()
        if scope is operation.scope
    }


def steps_of(world: World, pages: Mapping[str, Ask]) -> Mapping[str, int]:
    """Of each the least of three askings: at one its look is written down and parts are made that are kept, and what
    is looked after now and then may come at another."""
    return {name: min(_steps(world, ask) for _asking in range(3)) for name, ask in pages.items()}


def _steps(world: World, ask: Ask) -> int:
    with world.app.app_context(), counted() as steps:
        ask()
    return steps.taken


def assert_alike_beside_others(world: World, pages: Mapping[str, Ask], county: str) -> None:
    """However much others have there."""
    with world.rolled_back():
        alone = steps_of(world, pages)
    with world.rolled_back():
        crowd(world, TIMES, county)
        beside = steps_of(world, pages)
    assert {
        name: (alone[name], taken)
        for name, taken in beside.items()
        if taken > 2 * alone[name] + OF_ALL.get(name, A_FEW)
    } == {}


@pytest.mark.parametrize(("actor", "county"), BESIDE.items())
def test_a_page_takes_what_it_takes_where_nobody_else_has_anything(world: World, actor: str, county: str) -> None:
    assert_alike_beside_others(world, pages_of(world, actor), county)


def test_nor_does_a_system_with_a_key_wait_for_others(world: World) -> None:
    """Neither that of a hospital nor that of the bureau, where both have many neighbours in one county."""
    reads = what_keys_read(world)
    assert len(reads) > 3
    assert_alike_beside_others(world, reads, "wenshang")
