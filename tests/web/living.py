"""A whole portal over a migrated database with its clock standing still, and people who sign in as people do."""

import shutil
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.services import hospitals
from tests.page import Page
from tests.people import NOW, PASSWORD
from tests.unread import note_unread


def living_portal(data_dir: Path, template: Path) -> Flask:
    """The portal on a copy of the empty database; it is always 10:00 on Monday 14 September 2026 in Beijing."""
    data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, data_dir / "portal.sqlite3")
    app = create_app(Settings(data_dir=data_dir), clock=lambda: NOW)
    note_unread(app)
    with app.app_context():
        hospitals.sync(Catalogue.load())
    return app


def signed_in(app: Flask, login: str, password: str = PASSWORD) -> FlaskClient:
    """A browser in which that person has just signed in."""
    client = app.test_client()
    page = Page.open(client, "/login").form("/login").fill({"login": login, "password": password}).submit(status=200)
    assert not page.errors
    return client
