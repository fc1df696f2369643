"""A live portal and real browsers: phone, desktop, large mode, English, no JavaScript."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.chromium import watched
from tests.browser.devices import DESKTOP, PHONE
from tests.browser.server import serving
from tests.web.style_guide import build_app

NewVisitor = Callable[..., Page]


@pytest.fixture(scope="session")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """What is served; a folder of tests may serve something else by overriding this."""
    return build_app(tmp_path_factory.mktemp("portal"))


@pytest.fixture(scope="session")
def live_url(live_app: Flask) -> Iterator[str]:
    """Where it is served."""
    with serving(live_app) as url:
        yield url


@pytest.fixture
def new_visitor(chromium: Browser, live_url: str) -> Iterator[NewVisitor]:
    """Makes a browser page of one more person: `new_visitor(PHONE, portal_size="large")`."""
    with ExitStack() as stack:

        def visitor(options: dict[str, Any], tolerated: tuple[str, ...] = (), **cookies: str) -> Page:
            return stack.enter_context(watched(chromium, live_url, cookies, tolerated, **options)).new_page()

        yield visitor


@pytest.fixture
def phone(new_visitor: NewVisitor) -> Page:
    """A small telephone."""
    return new_visitor(PHONE)


@pytest.fixture
def desktop(new_visitor: NewVisitor) -> Page:
    """A screen at an office."""
    return new_visitor(DESKTOP)


@pytest.fixture
def large(new_visitor: NewVisitor) -> Page:
    """A small telephone in the mode for older people."""
    return new_visitor(PHONE, portal_size="large")


@pytest.fixture
def english(new_visitor: NewVisitor) -> Page:
    """A screen at an office, in English."""
    return new_visitor(DESKTOP, portal_language="en")


@pytest.fixture
def no_js(new_visitor: NewVisitor) -> Page:
    """A small telephone without JavaScript."""
    return new_visitor({**PHONE, "java_script_enabled": False})
