"""Every form of the portal as it stands on its page, found by opening each page of the access table."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.access.requesting import address, filled, request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World


@dataclass
class PageForm:
    """One form: where it goes, and each control with its kind and what it would send."""

    action: str
    method: str
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    offers: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Forms, ids, and the links of the summary of errors."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.summary_links: list[str] = []
        self.has_summary = False
        self._open: PageForm | None = None
        self._text: str | None = None
        self._select: tuple[str, str | None] | None = None
        self._in_summary = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if given.get("id") == "error-summary":
            self.has_summary = self._in_summary = True
        if tag == "a":
            self.links.append(given.get("href", ""))
        if self._in_summary and tag == "a":
            self.summary_links.append(given.get("href", ""))
        if tag == "form":
            self._open = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._open, given.get("name", "")
        assert form is not None
        if tag == "option" and self._select:
            chosen, first = self._select
            form.offers.setdefault(chosen, []).append(given.get("value", ""))
            if "selected" in given:
                form.values.setdefault(chosen, []).append(given.get("value", ""))
            self._select = (chosen, given.get("value", "") if first is None else first)
        elif name and tag == "select":
            form.kinds[name] = "select"
            self._select = (name, None)
        elif name and tag == "textarea":
            form.kinds[name] = "textarea"
            self._text = name
            form.values[name] = [""]
        elif name and tag == "input":
            form.kinds[name] = kind = given.get("type", "text")
            if kind not in {"radio", "checkbox"}:
                form.values.setdefault(name, []).append(given.get("value", ""))
                return
            form.offers.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        elif name and tag == "button":
            form.kinds.setdefault(name, "button")

    def handle_data(self, data: str) -> None:
        if self._text and self._open:
            self._open.values[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._in_summary = False
        elif tag == "form":
            self._open = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select" and self._select and self._open:
            name, first = self._select
            self._open.values.setdefault(name, [first or ""])
            self._select = None


@lru_cache(maxsize=1)
def read(markup: str) -> _Reader:
    """The forms of one page; several checks look at the same one in turn."""
    reader = _Reader()
    reader.feed(markup)
    return reader


@dataclass(frozen=True)
class Found:
    """A form that somebody can send: its route, its sender, the page it stands on, and all its fields."""

    route: RouteCase
    actor: str
    page: str
    fields: dict[str, str]
    sends: dict[str, Any]


@lru_cache(maxsize=1)
def sent_from(world: World) -> dict[str, tuple[str, str, PageForm]]:
    """Address of every form with POST → who found it on which page; found once, in a portal as it was seeded."""
    found: dict[str, tuple[str, str, PageForm]] = {}
    for route in ROUTES:
        if route.method != "GET":
            continue
        actor = sorted(route.owners or route.audience)[0]
        page = address(world, route)
        answer = request_as(world, route, actor)
        if answer.mimetype != "text/html":
            continue
        for form in read(answer.text).forms:
            if form.method == "post":
                found.setdefault(urlsplit(urljoin(page, form.action)).path, (actor, page, form))
    return found


def every_form(world: World) -> list[Found]:
    """Each route that takes a form, with every field its page shows and every field the table fills."""
    forms = sent_from(world)
    found = []
    for route in ROUTES:
        if route.method != "POST":
            continue
        sends = filled(world, route)
        _actor, page, form = forms.get(address(world, route), ("", "", PageForm("", "post")))
        kinds = {**dict.fromkeys(sends, "text"), **form.kinds}
        for name, value in sends.items():
            if isinstance(value, list) and value and isinstance(value[0], tuple):
                kinds[name] = "file"
        kinds.pop("csrf_token", None)
        sends = {**{n: v for n, v in form.values.items() if n in kinds and kinds[n] != "file"}, **sends}
        found.append(Found(route, sorted(route.owners)[0], page, kinds, sends))
    return found
