"""Deny by default: a route that names no permission, its own or its area's, opens for nobody."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_login import current_user
from sqlalchemy import select

from portal.domain.policy import Permission
from portal.domain.vocabulary import Role
from portal.models import LoginSession, User, db
from portal.models.sealed import token_index
from portal.web.guards import requires, sign_in_confirmed, stay_signed_in
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


@pytest.mark.parametrize("goes_on", [sign_in_confirmed, lambda _user: stay_signed_in()], ids=["confirmed", "password"])
def test_who_goes_on_under_a_new_token_is_signed_in_no_longer(app: Flask, goes_on: Callable[[User], None]) -> None:
    """Else a browser that somebody left open lasts for ever, by a code now and then."""
    with signed_in(app, "boss") as browser:
        browser.get("/account")
        cookie = browser.get_cookie("portal_session")
    assert cookie is not None
    with app.test_request_context(headers={"Cookie": f"portal_session={cookie.value}"}):
        before = current_user.created_at
        app.extensions["portal_clock"].pass_by(timedelta(minutes=10))
        goes_on(current_user.account)
        of_now = LoginSession.token_index == token_index("session", current_user.token)
        assert [current_user.created_at, *db.session.scalars(select(LoginSession.created_at).where(of_now))] == [
            before
        ] * 2
