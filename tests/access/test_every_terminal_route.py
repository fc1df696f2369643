"""Every page of a terminal × every browser: a device that was set up opens them, and nobody signed in elsewhere."""

import pytest

from portal.domain.policy import BY_TERMINAL
from portal.web.guards import permission_of
from tests.access.standing import AT_A_TERMINAL
from tests.access.world import ACTORS, World

PLACES = {
    "kiosk.begin": {"slug": "long-term"},
    "kiosk_asking.ask": {"name": "name"},
    "kiosk_asking.answer": {"name": "name"},
}
each_route = pytest.mark.parametrize("route", AT_A_TERMINAL, ids="-".join)


def url_of(world: World, route: tuple[str, str]) -> str:
    endpoint, method = route
    return str(world.app.url_map.bind("").build(endpoint, PLACES.get(endpoint, {}), method=method))


def test_every_route_of_a_terminal_is_named(world: World) -> None:
    there = {
        (rule.endpoint, method)
        for rule in world.app.url_map.iter_rules()
        if permission_of(world.app, rule.endpoint) in BY_TERMINAL
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == set(AT_A_TERMINAL)


@each_route
def test_no_other_device_opens_it_whoever_is_signed_in(world: World, route: tuple[str, str]) -> None:
    for actor in ACTORS:
        answer = world.ask(actor, route[1], url_of(world, route), {}, token=world.csrf_token(actor))
        assert answer.status_code == 403, actor
        assert world.is_untouched()


@each_route
def test_a_terminal_opens_it_and_is_nobody_elsewhere(world: World, route: tuple[str, str]) -> None:
    cookie = f"portal_session={world.cookies['stranger']}; portal_terminal={world.seeds.names['terminal.secret']}"
    sent = {} if route[1] == "POST" else None
    token = world.csrf_token("stranger") if route[1] == "POST" else None
    answer = world.ask("stranger", route[1], url_of(world, route), sent, headers={"Cookie": cookie}, token=token)
    assert answer.status_code == AT_A_TERMINAL[route]
    assert world.ask("stranger", "GET", "/clerk/", headers={"Cookie": cookie}).location.startswith("/login")
    world.roll_back()
