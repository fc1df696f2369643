"""Every parameter of every route, found by looking: in the map of addresses, on the pages, in what views ask for."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.access.requesting import address, known, request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.bad_input.forms import PageForm, every_form, read
from tests.bad_input.noting import Noted, noting

OF_EACH_ALIKE = 3
"""At how many routes a header, a cookie or the token of a form is tried: one guard reads most for every request."""
A_DAY = {"-year": "2026", "-month": "9", "-day": "13"}
READ_BEFORE_ANY_VIEW = ("Host", "Cookie", "Content-Type", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded")
"""What the server and the framework look at, and no view."""


@dataclass(frozen=True)
class Parameter:
    """One thing a request can say, within a request that is in order otherwise."""

    route: RouteCase
    actor: str
    place: str
    name: str
    url: str
    query: tuple[tuple[str, str], ...] = ()
    sends: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.actor} {self.route.method} {self.route.endpoint} {self.place} {self.name}"


@dataclass
class Opened:
    """A route with whatever was seen of its parameters."""

    route: RouteCase
    actor: str
    noted: Noted = field(default_factory=dict)
    queries: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sends: dict[str, str] = field(default_factory=dict)


def every_parameter(world: World, alike: int) -> list[Parameter]:
    """In the order of the table; a header, cookie or token that many routes read is there for a few of them.

    Of addresses with the same names so many are followed: the questions of /start alone have thousands.
    """
    opened = {_key(route): Opened(route, min(route.owners or route.audience, key=_fitness)) for route in ROUTES}
    _follow(world, opened, alike)
    for form in every_form(world):
        each = opened[_key(form.route)]
        each.sends = {name: value for name, value in form.sends.items() if isinstance(value, str)}
        for name, kind in form.fields.items():
            each.noted["file" if kind == "file" else "form"].add(name)
    world.roll_back()
    return list(_thinned(parameter for each in opened.values() for parameter in _of_route(world, each)))


def _fitness(actor: str) -> tuple[bool, bool, str]:
    """Whom a page is for: a stranger where one may, else the one whose things they are."""
    return actor != "stranger", actor.startswith("other_"), actor


def _key(route: RouteCase) -> tuple[str, str, str]:
    return route.endpoint, route.method, route.at.get("act", "")


def _follow(world: World, opened: dict[tuple[str, str, str], Opened], alike: int) -> None:
    """Open every route, and go where links, forms and answers lead, as far as their queries differ in their names."""
    router, followed = world.app.url_map.bind(""), Counter[tuple[Any, ...]]()
    pages: list[tuple[str, str, TestResponse]] = []
    for each in opened.values():
        with noting(world.app) as each.noted:
            pages.append((each.actor, address(world, each.route), request_as(world, each.route, each.actor)))
        world.roll_back()
    for actor, url, answer in pages:
        for target, method in _leads_to(answer, url):
            path, query = urlsplit(target).path, dict(parse_qsl(urlsplit(target).query))
            try:
                endpoint, values = router.match(path, method=method)
            except HTTPException:
                continue
            found = opened.get((endpoint, method, values.get("act", "")))
            names = (endpoint, method, frozenset(query))
            if found is None or not query or followed[names] >= alike or (path, query) in found.queries:
                continue
            followed[names] += 1
            found.queries.append((path, query))
            if method == "GET":
                further = f"{path}?{urlencode(query)}"
                pages.append((actor, further, world.ask(actor, "GET", further)))


def _leads_to(answer: TestResponse, url: str) -> Iterator[tuple[str, str]]:
    if answer.location:
        yield answer.location, "GET"
    if answer.mimetype != "text/html":
        return
    page = read(answer.text)
    for link in page.links:
        yield urljoin(url, link), "GET"
    for form in page.forms:
        action = urljoin(url, form.action)
        if form.method == "post":
            yield action, "POST"
        else:
            yield from ((f"{action}?{urlencode(query)}", "GET") for query in _answers(form))


def _answers(form: PageForm) -> Iterator[dict[str, str]]:
    """What such a form would put into an address: each of its choices in turn, a day where it asks for one."""
    plain = {name: values[0] for name, values in form.values.items() if values}
    plain |= {name: value for name in form.kinds for part, value in A_DAY.items() if name.endswith(part)}
    yield plain
    for name, values in form.offers.items():
        yield from (plain | {name: value} for value in values if value)


def _of_route(world: World, each: Opened) -> Iterator[Parameter]:
    url, in_path = address(world, each.route).partition("?")[0], _rule(world, each.route).arguments
    sends = tuple(each.sends.items())
    each.noted["path"] = set(in_path)
    each.noted["query"] |= {name for _path, query in each.queries for name in query}
    each.noted["header"] |= set(READ_BEFORE_ANY_VIEW)
    plain, longest = (url, {}), max(each.queries, key=_length, default=(url, {}))
    for place, names in each.noted.items():
        for name in sorted(names):
            offered = (where for where in each.queries if name in where[1])
            where, beside = max(offered, key=_length, default=longest) if place == "query" else plain
            yield Parameter(each.route, each.actor, place, name, where, tuple(beside.items()), sends)


def _length(where: tuple[str, dict[str, str]]) -> int:
    return len(where[1])


def _thinned(parameters: Iterator[Parameter]) -> Iterator[Parameter]:
    seen = Counter[tuple[str, str, str]]()
    for parameter in parameters:
        of_a_head = (parameter.place, parameter.name, parameter.route.method)
        seen[of_a_head] += 1
        if not _is_read_for_all(parameter) or seen[of_a_head] <= OF_EACH_ALIKE:
            yield parameter


def _is_read_for_all(parameter: Parameter) -> bool:
    return parameter.place in ("header", "cookie") or parameter.name == "csrf_token"


def path_with(world: World, parameter: Parameter, piece: str) -> str:
    """The path of the parameter's route with this piece in its place, as a server hands it over."""
    rule = _rule(world, parameter.route)
    values = {name: str(known(world, value)) for name, value in parameter.route.at.items()} | {parameter.name: piece}
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: values[found[1]], rule.rule)


def _rule(world: World, route: RouteCase) -> Rule:
    rules = world.app.url_map.iter_rules(route.endpoint)
    return next(rule for rule in rules if route.method in (rule.methods or ()) and rule.arguments <= set(route.at))
