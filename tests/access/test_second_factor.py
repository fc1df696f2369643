"""After the password alone nothing opens, and what cannot be undone asks again: over every route × role (P3, W5)."""

import pytest

from portal.domain.policy import Permission
from portal.web.guards import permission_of
from tests.access.requesting import request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import MEMBERS, World
from tests.people import NOW, code_at

pytestmark = pytest.mark.slow

AUDIENCE = {route.endpoint: route.audience for route in ROUTES}
ASKS_AGAIN = {
    "second_factor.set_up",
    "admin_accounts.invite",
    "admin_accounts.show",
    "admin_accounts.disable",
    "admin_accounts.name_signer",
    "admin_resets.want",
    "admin_resets.confirm",
    "admin_resets.take_back",
    "admin_resets.call_back",
    "admin_ledger.take_ledger",
    "admin_national.again",
    "admin_national.confirm",
    "admin_national.lost",
    "admin_ledger.take_report",
    "admin_keys.make",
    "admin_keys.revoke",
    "admin_terminals.set_up",
    "admin_terminals.end",
    "staff_record.phone",
    "staff_record.add_member",
    "staff_record.remove_member",
    "clerk_recovery.ask",
    "clerk_recovery.give",
}


def expected_halfway(world: World, route: RouteCase) -> int:
    """A page for everybody, or a page of the second factor; everything else leads to it."""
    permission = permission_of(world.app, route.endpoint)
    if permission is Permission.PUBLIC:
        return route.expected("stranger")
    return {"second_factor.give": 200 if route.method == "GET" else 303}.get(route.endpoint, 303)


@pytest.mark.parametrize("member", MEMBERS)
def test_after_the_password_alone_nothing_opens(world: World, member: str) -> None:
    """Deny by default: the browser is nobody's until the second factor is given."""
    for route in ROUTES:
        answer, expected = request_as(world, route, f"halfway_{member}"), expected_halfway(world, route)
        assert answer.status_code == expected, f"{route.endpoint}: {answer.status_code}"
        if permission_of(world.app, route.endpoint) is not Permission.PUBLIC:
            is_asked = answer.status_code != 303 or answer.location.partition("?")[0] == "/second-factor"
            assert is_asked or route.endpoint == "second_factor.give", route.endpoint
            assert world.is_untouched() or route.endpoint == "second_factor.give", route.endpoint
        world.roll_back()


@pytest.mark.parametrize("member", MEMBERS)
def test_what_cannot_be_undone_asks_again_and_nothing_else_does(world: World, member: str) -> None:
    """A session whose second factor was given eleven minutes ago does the day's work, and not that."""
    endpoints = set()
    for route in ROUTES:
        if permission_of(world.app, route.endpoint) is Permission.PUBLIC:
            continue
        answer = request_as(world, route, f"unconfirmed_{member}")
        if (answer.location or "").partition("?")[0] == "/second-factor":
            endpoints.add(route.endpoint)
            assert world.is_untouched() or route.form, route.endpoint  # what was typed waits
        elif route.endpoint != "second_factor.give":
            assert answer.status_code == route.expected(member), f"{route.endpoint}: {answer.status_code}"
        world.roll_back()
    assert endpoints == {each for each in ASKS_AGAIN if member in AUDIENCE[each]}


def test_a_form_that_was_sent_too_late_waits_for_the_second_factor(world: World) -> None:
    form = {"role": "clerk", "username": "somebody-new", "office": "", "hospital": ""}
    answer = world.send("unconfirmed_supervisor", "/admin/accounts/invite", form)
    assert answer.location == "/second-factor?next=/admin/accounts/invite"
    proven = world.send("unconfirmed_supervisor", "/second-factor", {"code": code_at(NOW)})
    assert proven.location == "/account/unsent"
    assert world.ask("unconfirmed_supervisor", "GET", "/admin/").location.startswith("/login"), "its token is new"
