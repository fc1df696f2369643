"""A living portal served to real browsers: phones for citizens, screens for staff, its clock in the test's hand."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.services import hospitals
from tests.browser.chromium import watched
from tests.browser.server import serving
from tests.journeys.visitor import Visitor
from tests.people import NOW

Enters = Callable[[dict[str, Any]], Visitor]
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PLAIN_PHONE = {**PHONE, "java_script_enabled": False}
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}


class Clock:
    """The time in the portal: Monday 14 September 2026, 10:00 in Beijing, until a journey lets it pass."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, passed: timedelta) -> None:
        """Let time pass; who was signed in will have to sign in again."""
        self.now += passed


@pytest.fixture
def clock() -> Clock:
    """The clock of this journey."""
    return Clock()


@pytest.fixture
def portal(tmp_path: Path, sqlite_template: Path, clock: Clock) -> Flask:
    """The portal with its counties and their hospitals, and nobody in it yet."""
    shutil.copy(sqlite_template, tmp_path / "portal.sqlite3")
    app = create_app(Settings(data_dir=tmp_path), clock)
    with app.app_context():
        hospitals.sync(Catalogue.load())
    return app


@pytest.fixture
def enters(portal: Flask, chromium: Browser, tmp_path: Path) -> Iterator[Enters]:
    """Somebody comes to the portal with a browser of their own: `enters(PHONE)`."""
    with serving(portal) as address, ExitStack() as stack:

        def enter(device: dict[str, Any]) -> Visitor:
            context = stack.enter_context(watched(chromium, address, {}, (), **device))
            return Visitor(context.new_page(), has_scripts=device.get("java_script_enabled", True))

        yield enter
