"""Every route × every actor, as `table.py` says: deny by default, and a foreign thing looks like a missing one."""

from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from portal.domain.numbering import grouped
from portal.models import db
from tests.access.keyed import KEYED
from tests.access.requesting import MISSING, address, elsewhere, filled, known, request_as
from tests.access.routes import RouteCase
from tests.access.standing import AT_A_TERMINAL
from tests.access.table import ROUTES
from tests.access.world import ACTORS, World, without_address

LEAVE_NO_LOOK = frozenset({"owner", "other_citizen", "stranger"})
"""Whose pages show what is theirs, or nothing; nor does a page leave one that is not shown."""
HTMX = {"HX-Request": "true"}
EVERY_METHOD = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_COUNTY = frozenset({"clerk", "supervisor"})
SEEN_BY: dict[str, frozenset[str]] = {
    "draft": frozenset({"owner"}),
    "sent": _COUNTY | {"owner"},
    "returned": _COUNTY | {"owner"},
    "accepted": _COUNTY | {"owner"},
    "approved": _COUNTY | {"owner"},
    "others_own": frozenset({"other_citizen"}),
    "slip": _COUNTY | {"hospital"},
    "slip_returned": _COUNTY | {"hospital"},
    "slip_approved": _COUNTY | {"hospital"},
    "staff": _COUNTY | {"employer"},
    "call": _COUNTY,
    "call_returned": _COUNTY,
    "withdrawn_draft": frozenset({"owner"}),
    "agents_draft": frozenset({"owner"}),
}


def _name(route: RouteCase) -> str:
    return "-".join((route.method, route.endpoint, *(route.at[key] for key in ("act", "channel") if key in route.at)))


each_route = pytest.mark.parametrize("route", ROUTES, ids=_name)
FORMS = [route for route in ROUTES if route.method == "POST"]
each_form = pytest.mark.parametrize("route", FORMS, ids=_name)
# the choice of language and letter size changes only how one browser looks, and needs no token
each_form_with_a_token = pytest.mark.parametrize("route", [route for route in FORMS if route.needs_token], ids=_name)


def test_every_route_is_named_in_the_table(world: World) -> None:
    there = {
        (rule.endpoint, method)
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) & EVERY_METHOD - {"HEAD"}
    }
    named = {(route.endpoint, route.method) for route in ROUTES}
    assert there == named | {(operation.endpoint, operation.method) for operation in KEYED} | set(AT_A_TERMINAL)


def test_whoever_writes_more_than_a_look_is_seen(world: World) -> None:
    """What the tables below say of writing rests on it."""
    with world.app.app_context():
        looks, more = "DELETE FROM fax_looks", "UPDATE filings SET version = version + 1"
        for statement, is_untouched in ((looks, True), (more, False)):
            db.session.execute(text(statement))
            db.session.commit()
            assert world.is_untouched() is is_untouched
        world.roll_back()
        assert world.is_untouched()


@each_route
def test_nobody_else_does_it_and_nothing_is_written_for_them(world: World, route: RouteCase) -> None:
    kept = world.kept_files()
    wrote = {actor for actor in ACTORS if actor not in doing(route) if answers_and_writes(world, route, actor)}
    assert (wrote, world.kept_files()) == (set(), kept)


@pytest.mark.slow  # that what somebody may do is done is tried where it is made, under tests/web and tests/services
@each_route
def test_whoever_may_do_it_does_it(world: World, route: RouteCase) -> None:
    wrote = {actor for actor in sorted(doing(route)) if answers_and_writes(world, route, actor)}
    assert wrote == (doing(route) if route.writes else set())


def doing(route: RouteCase) -> frozenset[str]:
    """Who gets what they ask for."""
    return route.owners - set(route.limits)


def answers_and_writes(world: World, route: RouteCase, actor: str) -> bool:
    """Whether anything was written, of an answer that is as the table says."""
    with world.rolled_back():
        answer = request_as(world, route, actor)
        assert answer.status_code == route.expected(actor), f"{actor}: {answer.status_code}\n{answer.text[:1500]}"
        if actor == "stranger" and "stranger" not in route.audience:
            assert answer.location.partition("?")[0] == "/login"
        if route.method == "GET":
            assert_says_nothing_of_others(world, route, actor, answer)
            if actor not in route.owners or actor in LEAVE_NO_LOOK:
                assert not world.was_looked_at, f"{actor} left a look"
        return not world.is_untouched()


def assert_says_nothing_of_others(world: World, route: RouteCase, actor: str, answer: TestResponse) -> None:
    """No page names a filing its reader may not see, nor the person it is about."""
    if answer.mimetype != "text/html":
        return
    page = answer.text
    of_the_link = {value[1:].partition(".")[0] for key, value in route.at.items() if key == "token"}
    for name, seen_by in SEEN_BY.items():
        if actor in seen_by:
            continue
        who = world.seeds.people[name]
        secrets = {who.id_number, who.phone} | ({who.name} if name != "draft" else set())
        if name not in of_the_link:
            secrets |= {grouped(world.seeds.names[name])}
            secrets |= set() if f"@{name}" in route.at.values() else {world.seeds.names[name]}
        assert not {text for text in secrets if text in page}, f"{actor} reads of {name}"


@pytest.mark.slow  # tests/web/test_respond.py and errors/test_error_pages.py try it at one place each
@each_route
def test_htmx_is_answered_alike(world: World, route: RouteCase) -> None:
    for actor in {
        "stranger",
        min(route.audience),
        *sorted(route.owners)[:1],
        *sorted(route.audience - route.owners)[:1],
    }:
        answer, expected = request_as(world, route, actor, headers=HTMX), route.expected(actor)
        if actor == "stranger" and "stranger" not in route.audience:
            assert (answer.status_code, answer.headers["HX-Redirect"].partition("?")[0]) == (204, "/login")
        else:
            assert answer.status_code in ((200, 204, 303) if expected == 303 else (expected,)), f"{actor}"
        world.roll_back()


@each_form_with_a_token
def test_nothing_is_done_without_the_forms_token(world: World, route: RouteCase) -> None:
    """By whoever may do it; that nobody else may, with a token or without, is tried below."""
    url, form = address(world, route), filled(world, route)
    answer = world.ask(sorted(route.owners - {"stranger"})[0], "POST", url, form)
    assert answer.status_code == 400
    assert world.is_untouched()


@pytest.mark.slow
@each_form_with_a_token
def test_nobody_does_anything_without_the_forms_token_or_with_another(world: World, route: RouteCase) -> None:
    url, form, strangers = address(world, route), filled(world, route), world.csrf_token("stranger")
    some = sorted(route.owners - {"stranger"})[0]
    others = [(each, None) for each in ACTORS if each != some]
    for actor, token in others + [(some, t) for t in ("", "x", "税", strangers)]:
        answer = world.ask(actor, "POST", url, form, token=token)
        if actor == "stranger" and _holds_files_alone(form):  # led to sign in: the files must be chosen anew
            assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/login")
        else:
            assert answer.status_code == 400, f"{actor} with {token!r}"
    assert world.is_untouched()


def _holds_files_alone(form: dict[str, Any]) -> bool:
    return bool(form) and all(isinstance(value, list | tuple) for value in form.values())


FROM_ANOTHER_SITE = (
    {"Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Sec-Fetch-Site": "same-site"},
)


@pytest.mark.slow  # tests/web/test_origins.py tries every head at one place
@each_form
def test_nothing_is_done_for_another_site_although_the_token_is_right(world: World, route: RouteCase) -> None:
    for headers in FROM_ANOTHER_SITE:
        answer = request_as(world, route, sorted(route.owners)[0], headers=headers)
        assert answer.status_code == 403, f"{headers}"
    assert world.is_untouched()


@each_route
def test_a_foreign_thing_looks_like_a_missing_one(world: World, route: RouteCase) -> None:
    names = (*(str(known(world, value)) for value in route.at.values()), *MISSING.values())
    echoed = [name for name in names if len(name) > len("page")]
    foreign = {}
    for missing in elsewhere(world, route):
        for actor in sorted(route.audience):
            absent = request_as(world, route, actor, missing)
            assert absent.status_code == 404, f"{actor}: {missing} is {absent.status_code}"
            assert world.is_untouched()
            if actor not in route.owners:
                if actor not in foreign:
                    foreign[actor] = request_as(world, route, actor)
                assert without_address(foreign[actor], *echoed) == without_address(absent, *echoed)
                assert _headers(foreign[actor]) == _headers(absent)


def _headers(answer: TestResponse) -> list[tuple[str, str]]:
    """Less the two that differ between any two answers; the request's number is random and says nothing."""
    return [pair for pair in answer.headers if pair[0] not in ("Content-Length", "X-Request-Id")]


@pytest.mark.parametrize("route", [d for d in ROUTES if {"number", "uid"} <= d.at.keys()], ids=_name)
def test_a_paper_of_another_filing_is_missing_here(world: World, route: RouteCase) -> None:
    """An own filing's number opens no paper of a foreign one, and a foreign number none of one's own."""
    kind = route.at["uid"].rpartition(".")[2]
    others = [name for name in world.seeds.names if name.endswith(f".{kind}") and f"@{name}" != route.at["uid"]]
    assert len(others) > 3
    for other in others:
        url = address(world, route, uid=world.seeds.names[other])
        for actor in sorted(route.owners):
            assert request_as(world, route, actor, url).status_code == 404, f"{actor} opened {other}"
    assert world.is_untouched()


@pytest.mark.slow  # that no route takes a method the table does not name, the first test here says
def test_other_methods_open_nothing(world: World) -> None:
    whose = {address(world, route): sorted(route.owners or route.audience)[0] for route in ROUTES}
    router = world.app.url_map.bind("")
    for url, actor in whose.items():
        for method in sorted(EVERY_METHOD - set(router.allowed_methods(url.partition("?")[0]))):
            answer = world.ask(actor, method, url, token=world.csrf_token(actor))
            assert answer.status_code == 405, f"{actor} {method} {url}: {answer.status_code}"
        for each in ("stranger", "other_citizen", actor):
            answer = world.ask(each, "OPTIONS", url)
            assert answer.status_code in (303, 403) or not answer.data, f"{each} OPTIONS {url}"
    assert world.is_untouched()


@pytest.mark.slow  # the views are those of GET, whose answers the table's test tries
def test_asking_for_the_head_alone_writes_nothing(world: World) -> None:
    for route in ROUTES:
        if route.method == "GET":
            for actor in ("stranger", *sorted(route.owners)[:1]):
                answer = world.ask(actor, "HEAD", address(world, route))
                assert (answer.status_code, answer.data) == (route.expected(actor), b""), f"{actor} {route.endpoint}"
    assert world.is_untouched()
