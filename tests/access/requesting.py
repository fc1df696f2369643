"""How a browser of the access tests asks for a route of the table."""

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests.access.routes import RouteCase
from tests.access.world import World

MISSING = {"number": "100000000008", "uid": "f" * 32, "slug": "no-such-item", "kind": "no_such_paper"}
"""Things that are not there; the number is well-formed."""


def address(world: World, route: RouteCase, /, **other: str) -> str:
    """The address of a route, its names looked up; `other` puts something else in one place."""
    values = {key: known(world, value) for key, value in route.at.items()} | other
    return str(world.app.url_map.bind("").build(route.endpoint, values, method=route.method))


def known(world: World, value: Any) -> Any:
    """What `@name` stands for."""
    if not (isinstance(value, str) and value.startswith("@")):
        return value
    name, _dot, part = value[1:].partition(".")
    who = world.seeds.people.get(name)
    if who is not None and part in {"id", "last_four"}:
        return who.id_number if part == "id" else who.id_number[-4:]
    return world.seeds.names[value[1:]]


def filled(world: World, route: RouteCase) -> dict[str, Any]:
    """The form of a route, its names looked up."""
    return {name: known(world, value) for name, value in route.form.items()}


def request_as(
    world: World, route: RouteCase, actor: str, url: str = "", headers: Mapping[str, str] | None = None
) -> TestResponse:
    """Ask as this browser would, a form in full and with its token."""
    url = url or address(world, route)
    if route.method == "GET":
        return world.ask(actor, "GET", url, headers=headers)
    return world.ask(actor, "POST", url, filled(world, route), headers=headers, token=world.csrf_token(actor))


def elsewhere(world: World, route: RouteCase) -> Iterator[str]:
    """The same route for things that are not there, one part of the address after another."""
    for key in route.at:
        if key in MISSING and not (key == "slug" and route.endpoint.startswith("guides.")):
            yield address(world, route, **{key: MISSING[key]})
