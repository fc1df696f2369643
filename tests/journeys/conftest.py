"""A living portal served to real browsers: phones for citizens, screens for staff, its clock in the test's hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from portal.worker import Worker
from tests.browser.chromium import watched
from tests.browser.server import serving
from tests.journeys.visitor import Visitor
from tests.web.hospital.spreadsheets import worker_beside
from tests.web.living import StoppedClock, living_portal

Enters = Callable[..., Visitor]
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PLAIN_PHONE = {**PHONE, "java_script_enabled": False}
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def clock() -> StoppedClock:
    """The clock of this journey."""
    return StoppedClock()


@pytest.fixture
def portal(tmp_path: Path, sqlite_template: Path, clock: StoppedClock) -> Flask:
    """The portal with its counties and their hospitals, and nobody in it yet."""
    return living_portal(tmp_path, sqlite_template, clock)


@pytest.fixture
def worker(portal: Flask, tmp_path: Path, clock: StoppedClock) -> Worker:
    """What follows an act, and goes on when the test lets it; no channel carries its messages."""
    return worker_beside(portal, tmp_path, clock)


@pytest.fixture
def enters(portal: Flask, chromium: Browser, tmp_path: Path) -> Iterator[Enters]:
    """Somebody comes to the portal with a browser of their own, signed in if it has the cookies: `enters(PHONE)`."""
    with serving(portal) as address, ExitStack() as stack:

        def enter(device: dict[str, Any], cookies: Mapping[str, str] = {}) -> Visitor:
            context = stack.enter_context(watched(chromium, address, dict(cookies), (), **device))
            return Visitor(context.new_page(), has_scripts=device.get("java_script_enabled", True))

        yield enter
