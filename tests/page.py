"""A page as a person without JavaScript uses it; opening one checks that it is well made (`page_lint`)."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.page_lint import faults_of_page, faults_of_parts, faults_of_staff_page, text_of
from tests.trees import parse
from tests.unread import unread

STAFF = ("/clerk/", "/hospital/", "/employer/", "/admin/")


class Page:
    """One answer of the portal, linted; `Page(client.get(url), client)` can also follow links and send forms."""

    def __init__(self, response: TestResponse, client: FlaskClient | None = None, *, status: int | None = None) -> None:
        self.response, self.client = response, client
        self.status = response.status_code
        if status is not None:
            where = response.request.path
            assert self.status == status, f"{where}: {self.status}, not {status}\n{response.text[:2000]}"
        self.url = response.request.full_path.rstrip("?")
        assert response.mimetype == "text/html", f"{self.url} is {response.mimetype}"
        self.markup = response.text
        self.tree, forgiven = parse(self.markup)
        faults = forgiven + faults_of_page(self.tree)
        if self.url.startswith(STAFF):
            faults += faults_of_staff_page(self.tree)
        assert not faults, f"{self.url}:\n" + "\n".join(faults)

    @classmethod
    def open(cls, client: FlaskClient, url: str, status: int = 200) -> "Page":
        """Open an address, following redirects as a browser does; every parameter of it is read by its page."""
        unread(client)
        page = cls(client.get(url, follow_redirects=True), client, status=status)
        assert not (left := unread(client)), f"{url}: the page does not read {sorted(left)}"
        return page

    @property
    def title(self) -> str:
        """The heading of the page."""
        return text_of(next(self.tree.iter("h1")))

    @property
    def text(self) -> str:
        """What is read in the main part."""
        return text_of(next(self.tree.iter("main")))

    @property
    def errors(self) -> list[str]:
        """The sentences of the summary on top."""
        box = self.find(id="error-summary")
        return [] if box is None else [text_of(item) for item in box.iter("li")]

    @property
    def links(self) -> dict[str, str]:
        """Text → address of every link."""
        return {text_of(link): link.get("href", "") for link in self.tree.iter("a")}

    def find(self, **attributes: str) -> Element | None:
        """The first element with these attributes (`_` stands for `-`, a trailing one is dropped)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return next((e for e in self.tree.iter() if wanted.items() <= e.attrib.items()), None)

    def follow(self, text: str, status: int = 200) -> "Page":
        """Press the link that reads so."""
        assert self.client is not None, "this page was opened without a client"
        url = next((url for name, url in self.links.items() if text in name), None)
        assert url is not None, f"{self.url} has no link {text!r}; it has {list(self.links)}"
        return Page.open(self.client, urljoin(self.url, url), status)

    def form(self, action: str = "", button: str = "") -> "Form":
        """The one form whose action ends so, or that has the button that reads so; else the one of the main part."""
        found = [
            form
            for form in (self.tree.iter("form") if action or button else next(self.tree.iter("main")).iter("form"))
            if urlsplit(form.get("action", "")).path.endswith(action)
            and (not button or any(button in text_of(b) for b in form.iter("button")))
        ]
        assert len(found) == 1, f"{self.url}: {len(found)} forms fit action={action!r} button={button!r}"
        return Form(self, found[0])


class Form:
    """A form as it stands on the page, with what it would send."""

    def __init__(self, page: Page, element: Element) -> None:
        self.page, self.element = page, element
        self.values: MultiDict[str, Any] = MultiDict()
        for control in element.iter():
            name = control.get("name")
            if name and "disabled" not in control.attrib:
                for value in _values_of(control):
                    self.values.add(name, value)

    def fill(self, values: Mapping[str, object]) -> "Form":
        """Type, choose or attach by field name: a list ticks several, a date fills 年月日, (bytes, name) is a file."""
        offered = {e.get("name") for e in self.element.iter() if e.tag in {"input", "select", "textarea"}}
        for name, value in [pair for item in values.items() for pair in _spelled_out(*item)]:
            assert name in offered, f"{self.page.url}: the form has no field {name!r}, only {sorted(map(str, offered))}"
            given = value if isinstance(value, list) else [] if value is None else [value]
            self.values.setlist(name, [self._possible(name, item) for item in given])
        return self

    def submit(self, button: str = "", status: int = 200) -> Page:
        """Press the button that reads so (the first one when none is named) and see where it leads."""
        response = self.send(button)
        return Page(response, self.page.client, status=status)

    def send(self, button: str = "", *, follow_redirects: bool = True) -> TestResponse:
        """Send without looking at the answer as a page (a download, a status under test)."""
        client = self.page.client
        assert client is not None, "this page was opened without a client"
        pressed = next((b for b in self.element.iter("button") if button in text_of(b)), None)
        assert pressed is not None, f"{self.page.url}: the form has no button {button!r}"
        data = self.values.copy()
        if pressed.get("name"):
            data.add(pressed.get("name"), pressed.get("value", ""))
        url = urljoin(self.page.url, pressed.get("formaction") or self.element.get("action", ""))
        if self.element.get("method", "get").lower() == "get":
            return client.get(url, query_string=data, follow_redirects=follow_redirects)
        files = {name: [(BytesIO(i[0]), i[1]) if isinstance(i, tuple) else i for i in v] for name, v in data.lists()}
        return client.post(url, data=files, content_type=self._enctype(), follow_redirects=follow_redirects)

    def _enctype(self) -> str:
        return self.element.get("enctype", "application/x-www-form-urlencoded")

    def _possible(self, name: str, value: object) -> object:
        """A person can only choose what is offered."""
        if isinstance(value, tuple):
            return value
        controls = [e for e in self.element.iter() if e.get("name") == name]
        choices = {o.get("value", text_of(o)) for e in controls if e.tag == "select" for o in e.iter("option")}
        choices |= {e.get("value", "on") for e in controls if e.get("type") in {"radio", "checkbox"}}
        assert not choices or str(value) in choices, f"{name} offers {sorted(choices)}, not {value!r}"
        return str(value)


def lint_fragment(response: TestResponse) -> Element:
    """Check a part of a page as HTMX would put it in, and give its tree."""
    tree, forgiven = parse(response.text, fragment=True)
    faults = forgiven + faults_of_parts(tree)
    assert not faults, f"{response.request.path}:\n" + "\n".join(faults)
    return tree


def _spelled_out(name: str, value: object) -> list[tuple[str, object]]:
    """A day is typed into three inputs."""
    if isinstance(value, date):
        return [(f"{name}-year", value.year), (f"{name}-month", value.month), (f"{name}-day", value.day)]
    return [(name, value)]


def _values_of(control: Element) -> list[str]:
    """What a control sends when nobody touches it."""
    if control.tag == "textarea":
        return ["".join(control.itertext()).removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [o for o in options if "selected" in o.attrib] or ([] if "multiple" in control.attrib else options[:1])
        return [o.get("value", text_of(o)) for o in chosen]
    if control.tag != "input" or control.get("type") in {"submit", "button", "reset", "image", "file"}:
        return []
    if control.get("type") in {"radio", "checkbox"}:
        return [control.get("value", "on")] if "checked" in control.attrib else []
    return [control.get("value", "")]
