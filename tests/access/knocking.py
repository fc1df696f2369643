"""How a browser of the access tests knocks at a door of the table."""

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests.access.doors import Door
from tests.access.world import World

MISSING = {"number": "100000000008", "uid": "f" * 32, "slug": "no-such-item", "kind": "no_such_paper"}
"""Things that are not there; the number is well-formed."""


def address(world: World, door: Door, /, **other: str) -> str:
    """The address of a door, its names looked up; `other` puts something else in one place."""
    values = {key: known(world, value) for key, value in door.at.items()} | other
    return str(world.app.url_map.bind("").build(door.endpoint, values, method=door.method))


def known(world: World, value: Any) -> Any:
    """What `@name` stands for."""
    if not (isinstance(value, str) and value.startswith("@")):
        return value
    name, _dot, part = value[1:].partition(".")
    who = world.seeds.people.get(name)
    if who is not None and part in {"id", "last_four"}:
        return who.id_number if part == "id" else who.id_number[-4:]
    return world.seeds.names[value[1:]]


def filled(world: World, door: Door) -> dict[str, Any]:
    """The form of a door, its names looked up."""
    return {name: known(world, value) for name, value in door.form.items()}


def knock(
    world: World, door: Door, actor: str, url: str = "", headers: Mapping[str, str] | None = None
) -> TestResponse:
    """Ask as this browser would, a form in full and with its token."""
    url = url or address(world, door)
    if door.method == "GET":
        return world.ask(actor, "GET", url, headers=headers)
    return world.ask(actor, "POST", url, filled(world, door), headers=headers, token=world.csrf_token(actor))


def elsewhere(world: World, door: Door) -> Iterator[str]:
    """The same door of things that are not there, one part of the address after another."""
    for key in door.at:
        if key in MISSING and not (key == "slug" and door.endpoint.startswith("guides.")):
            yield address(world, door, **{key: MISSING[key]})
