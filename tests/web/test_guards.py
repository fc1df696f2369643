"""Deny by default: a route that names no permission, its own or its area's, opens for nobody."""

from pathlib import Path

import pytest
from flask import Flask

from portal.domain.policy import Permission
from portal.domain.vocabulary import Role
from portal.web.guards import requires
from tests.people import staff
from tests.web.living import living_portal, signed_in


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Flask:
    """A portal with a route nobody thought of, and one that says whose it is."""
    portal = living_portal(tmp_path_factory.mktemp("guarded"), sqlite_template)
    portal.add_url_rule("/forgotten-by-all", "forgotten_by_all", lambda: "open")
    portal.add_url_rule("/of-clerks", "of_clerks", requires(Permission.CLERK_AREA)(lambda: "open"))
    with portal.app_context():
        staff("boss", role=Role.SUPERVISOR)
    return portal


def test_a_route_nobody_thought_of_opens_for_nobody(app: Flask) -> None:
    for browser in (signed_in(app, "boss"), app.test_client()):
        answer = browser.get("/forgotten-by-all")
        assert (answer.status_code, "open" in answer.text) == (403, False)


def test_one_that_says_whose_it_is_opens_for_them(app: Flask) -> None:
    assert signed_in(app, "boss").get("/of-clerks").text == "open"
    assert app.test_client().get("/of-clerks").status_code == 303
