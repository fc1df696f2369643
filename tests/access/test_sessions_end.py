"""A disabled account, an ended session and a changed password are out at once; nobody wears another's cookie."""

import pytest
from flask import session
from werkzeug.test import TestResponse

from portal.domain.vocabulary import Role
from portal.models.transaction import transaction
from portal.services import sessions, staff_accounts
from portal.services.sessions import SessionLimits
from tests.access.requesting import address, known
from tests.access.table import ROUTES
from tests.access.world import World
from tests.people import NOW, acting, code_at, session_of

HOMES = {
    "owner": "/me",
    "hospital": "/hospital/",
    "clerk": "/clerk/",
    "supervisor": "/admin/",
}
each_actor = pytest.mark.parametrize("actor", sorted(HOMES))


def assert_is_out(world: World, actor: str) -> None:
    """Reading leads to sign in, writing too, and nothing is written."""
    before = world.digest()
    assert world.ask(actor, "GET", HOMES[actor]).location.startswith("/login")
    answer = world.send(actor, "/account/password", {"old_password": "a long enough password", "password": "x" * 12})
    assert (answer.status_code, answer.location) == (303, "/login")
    assert world.digest() == before


@each_actor
def test_a_disabled_account_is_out_with_its_next_request(world: World, actor: str) -> None:
    assert world.ask(actor, "GET", HOMES[actor]).status_code == 200
    with world.app.app_context(), transaction():
        world.user(actor).disabled_at = NOW
    assert_is_out(world, actor)


@each_actor
def test_an_ended_session_is_out(world: World, actor: str) -> None:
    with world.app.app_context(), transaction():
        user = world.user(actor)
        sessions.end_all(acting(user), user.id)
    assert_is_out(world, actor)


@each_actor
def test_signing_out_ends_the_cookie_wherever_its_copy_is(world: World, actor: str) -> None:
    assert world.send(actor, "/logout", {}).status_code == 303
    assert_is_out(world, actor)


@each_actor
def test_a_new_password_ends_the_other_browsers(world: World, actor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.app.app_context():
        world.cookies["at home"] = world.cookie_of(world.user(actor))
    assert world.ask("at home", "GET", HOMES[actor]).status_code == 200
    own_before = world.cookies[actor]
    passwords = {"old_password": "a long enough password", "password": "another long password"}
    answer = world.send(actor, "/account/password", passwords)
    assert answer.status_code == 303
    world.cookies["fresh"] = str(answer.headers.getlist("Set-Cookie")).partition("portal_session=")[2].partition(";")[0]
    assert world.ask("fresh", "GET", HOMES[actor]).status_code == 200
    assert world.cookies[actor] == own_before
    assert_is_out(world, actor)
    monkeypatch.setitem(world.cookies, actor, world.cookies["at home"])
    assert_is_out(world, actor)


@each_actor
def test_a_disabled_account_cannot_sign_in(world: World, actor: str) -> None:
    with world.app.app_context(), transaction():
        user = world.user(actor)
        user.disabled_at = NOW
        login = user.username or user.identity.phone
    answer = world.send("stranger", "/login", {"login": login, "password": "a long enough password"})
    assert answer.status_code == 422


def test_disabling_by_the_supervisor_ends_the_session(world: World) -> None:
    with world.app.app_context():
        world.cookies["spare"] = world.cookie_of(world.user("spare"))
    assert world.ask("spare", "GET", "/clerk/").status_code == 200
    with world.app.app_context():
        staff_accounts.disable(acting(world.user("supervisor")), world.seeds.names["spare"])
    assert world.ask("spare", "GET", "/clerk/").location.startswith("/login")


def test_a_session_that_rested_too_long_or_lasts_too_long_is_out(world: World) -> None:
    from datetime import timedelta

    limits = SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))
    with world.app.app_context():
        user = world.user("clerk")
        token = session_of(user)
        for passed in (15, 30, 45):  # each look prolongs it
            assert sessions.resume(acting(user, later=timedelta(minutes=passed)), token, limits) is not None
        assert sessions.resume(acting(user, later=timedelta(minutes=61)), token, limits) is None
        late = session_of(user, NOW + timedelta(hours=8))
        assert sessions.resume(acting(user, later=timedelta(hours=8, minutes=1)), late, limits) is not None
        assert sessions.resume(acting(user, later=timedelta(hours=16, minutes=1)), late, limits) is None


def test_the_role_comes_from_the_database_at_each_request(world: World) -> None:
    """Neither cookie, form, header nor address says who one is."""
    with world.app.app_context(), transaction():
        world.user("supervisor").role = Role.CLERK
    assert world.ask("supervisor", "GET", "/admin/").status_code == 403
    claims = {"role": "supervisor", "user_id": "1", "county": "fushun", "hospital_id": "1"}
    headers = {"X-Role": "supervisor", "X-Forwarded-User": "chief", "HX-Request": "true"}
    assert world.ask("supervisor", "GET", "/admin/?role=supervisor", headers=headers).status_code == 403
    assert world.send("clerk", "/admin/hospitals/", claims | {"name": "新医院"}).status_code == 403


def test_a_hospital_cannot_issue_in_another_ones_name(world: World) -> None:
    route = next(route for route in ROUTES if (route.endpoint, route.method) == ("hospital.issue", "POST"))
    form = {name: known(world, value) for name, value in route.form.items()}
    other = {"hospital_id": "1", "institution": "汶上县中医院", "hospital": "汶上县中医院"}
    answer = world.send("other_hospital", address(world, route), form | other)
    number = answer.location.split("/")[3]
    assert world.ask("hospital", "GET", f"/hospital/filings/{number}").status_code == 404
    assert "汶上县人民医院" in world.ask("clerk", "GET", f"/clerk/filings/{number}").text


def test_a_cookie_that_was_not_signed_here_is_nobodys(world: World) -> None:
    payload, dot, signature = world.cookies["supervisor"].rpartition(".")
    for cookie in (payload + dot + signature[::-1], "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbb", "", "x" * 4000, "."):
        world.cookies["forged"] = cookie
        assert world.ask("forged", "GET", "/admin/").location.startswith("/login")


def test_the_cookie_says_neither_who_nor_what(world: World) -> None:
    with world.app.test_request_context(headers={"Cookie": f"portal_session={world.cookies['clerk']}"}):
        assert set(session) == {"_user_id", "_fresh", "csrf_token"}
        assert len(session["_user_id"]) == 43


def test_signing_in_begins_a_session_of_its_own(world: World) -> None:
    """Whoever planted the cookie of a stranger is not signed in with it afterwards."""
    planted = world.cookies["stranger"]
    answer = world.send("stranger", "/login", {"login": "clerk", "password": "a long enough password"})
    world.cookies["halfway"] = given(answer)
    assert world.ask("halfway", "GET", "/clerk/").location == "/second-factor?next=/clerk/"
    answer = world.ask("halfway", "GET", "/second-factor")
    world.cookies["halfway"], token = given(answer), form_token(answer)
    answer = world.ask("halfway", "POST", "/second-factor", {"code": code_at(NOW)}, token=token)
    world.cookies["victim"] = given(answer)
    assert world.ask("victim", "GET", "/clerk/").status_code == 200
    for before in (planted, world.cookies["halfway"]):
        world.cookies["attacker"] = before
        assert world.ask("attacker", "GET", "/clerk/").location.startswith("/login")


def given(answer: TestResponse) -> str:
    """The cookie of the session that an answer begins."""
    return str(answer.headers.getlist("Set-Cookie")).partition("portal_session=")[2].partition(";")[0]


def form_token(answer: TestResponse) -> str:
    """What the first form of a page carries."""
    return answer.text.partition('name="csrf_token" ')[2].partition('value="')[2].partition('"')[0]


def test_a_token_from_before_signing_in_or_out_sends_nothing(world: World) -> None:
    """A token planted in the browser before, or one a colleague copied from the screen, is worth nothing afterwards."""
    answer = world.send("stranger", "/login", {"login": "clerk", "password": "a long enough password"})
    world.cookies["clerk"] = given(answer)
    answer = world.ask("clerk", "GET", "/second-factor")
    world.cookies["clerk"], halfway = given(answer), form_token(answer)
    world.cookies["clerk"] = given(world.ask("clerk", "POST", "/second-factor", {"code": code_at(NOW)}, token=halfway))
    insured = f"/clerk/filings/{world.seeds.names['sent']}/insured"
    for before in ("stranger", "owner"):
        answer = world.ask("clerk", "POST", insured, {"insured": "yes"}, token=world.csrf_token(before))
        assert answer.status_code == 400, before
    assert world.ask("clerk", "POST", insured, {"insured": "yes"}, token=halfway).status_code == 400
    answer = world.ask("clerk", "GET", "/account")
    world.cookies["clerk"], token = given(answer), form_token(answer)
    assert world.ask("clerk", "POST", insured, {"insured": "yes"}, token=token).status_code == 303
    left = world.ask("clerk", "POST", "/logout", {}, token=token).headers.getlist("Set-Cookie")
    world.cookies["left"] = str(left).partition("portal_session=")[2].partition(";")[0]
    assert world.ask("left", "POST", "/progress", {"number": "1"}, token=token).status_code == 400


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\tx"]
)
def test_signing_in_leads_to_no_other_site(world: World, target: str) -> None:
    form = {"login": "clerk", "password": "a long enough password", "next": target}
    assert world.send("stranger", "/login", form).location == "/second-factor"
    form = {"login": "13800000002", "password": "a long enough password", "next": target}
    assert world.send("stranger", "/login", form).location == "/me"
    given_code = {"code": code_at(NOW), "next": target}
    assert world.send("halfway_clerk", "/second-factor", given_code).location == "/clerk/"
    page = world.ask("stranger", "GET", "/login", headers={"Host": "evil.example"})
    assert page.status_code == 400
