"""Every operation of the interface × every key × every browser: a key opens what it is for, a browser nothing."""

from collections.abc import Mapping
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal.domain.api_keys import SCOPES_OF, Scope
from portal.domain.policy import BY_KEY
from portal.web.guards import permission_of
from tests.access.keyed import KEYED, KeyedCase
from tests.access.requesting import known
from tests.access.world import ACTORS, World

each_operation = pytest.mark.parametrize("operation", KEYED, ids=lambda each: f"{each.method}-{each.endpoint}")
KEYS = {f"{role}_{scope}": scope for role, scopes in SCOPES_OF.items() for scope in scopes}
"""Each of the seeded keys, which opens one thing."""


def looked_up(world: World, value: Any) -> Any:
    """A body with its names looked up."""
    if isinstance(value, Mapping):
        found = {key: looked_up(world, each) for key, each in value.items()}
        return found | ({"version": int(found["version"])} if "version" in found else {})
    return known(world, value)


def sent(world: World, operation: KeyedCase, headers: dict[str, str]) -> TestResponse:
    """The request in full."""
    client = world.app.test_client(use_cookies=False)
    url = "/".join(known(world, step) for step in operation.url.split("/"))
    content = {"json": looked_up(world, operation.body)} if operation.data is None else {"data": operation.data}
    return client.open(url, method=operation.method, headers={**operation.headers, **headers}, **content)


def bearing(world: World, key: str) -> dict[str, str]:
    """The header that shows that key."""
    return {"Authorization": f"Bearer {world.seeds.names[f'key.{key}']}"}


def test_every_operation_that_takes_a_key_is_named(world: World) -> None:
    there = {
        (rule.endpoint, method)
        for rule in world.app.url_map.iter_rules()
        if permission_of(world.app, rule.endpoint) in BY_KEY
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == {(each.endpoint, each.method) for each in KEYED}
    assert {each.scope for each in KEYED} == set(Scope)


@each_operation
def test_no_browser_opens_it_whoever_is_signed_in(world: World, operation: KeyedCase) -> None:
    for actor in ACTORS:
        answer = sent(world, operation, {"Cookie": f"portal_session={world.cookies[actor]}"})
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), actor
        world.roll_back()


@each_operation
def test_a_key_opens_what_it_is_for_and_nothing_else(world: World, operation: KeyedCase) -> None:
    opened: set[str] = set()
    for key, scope in KEYS.items():
        answer = sent(world, operation, bearing(world, key))
        if answer.status_code == operation.status:
            opened.add(scope)
            assert "病人" not in answer.text, "nobody's name goes out"
        else:
            is_another_institution = scope is operation.scope and answer.status_code == 404
            assert is_another_institution or answer.status_code == 403, f"{key}: {answer.status_code} {answer.text}"
        world.roll_back()
    assert opened == {operation.scope}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_opens_no_page(world: World, key: str) -> None:
    client = world.app.test_client(use_cookies=False)
    for url in ("/clerk/", "/hospital/", "/admin/", "/me", "/account"):
        assert client.get(url, headers=bearing(world, key)).status_code == 303, url
