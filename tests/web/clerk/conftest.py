"""A migrated portal with somebody at the desk."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.domain.vocabulary import Role
from portal.models import User
from portal.services import hospitals, sessions
from tests.people import NOW, acting, staff


class Clock:
    """The time at the desk: Monday 14 September 2026, 10:00, until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, passed: timedelta) -> None:
        """Let time pass."""
        self.now += passed


@pytest.fixture
def clock() -> Clock:
    """The clock of the application under test."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, sqlite_template: Path, clock: Clock) -> Iterator[Flask]:
    """The portal on an empty database; tests act on it through services, the clerk through pages."""
    shutil.copy(sqlite_template, tmp_path / "portal.sqlite3")
    made = create_app(Settings(data_dir=tmp_path), clock)
    made.config["TESTING"] = False
    with made.app_context():
        hospitals.sync(Catalogue.load())
    return made


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """Services may be called from the test."""
    with app.app_context():
        yield app


class OwnContext(FlaskClient):
    """Each request in an application context of its own, as when served: who is signed in lives there."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask without the test's own context around."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


def signed_in(app: Flask, user: User, later: timedelta = timedelta()) -> FlaskClient:
    """A browser that holds the session of that account, begun now or later."""
    client = OwnContext(app)
    token = sessions.begin(acting(user, later=later), user)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


@pytest.fixture
def clerk(in_app: Flask) -> FlaskClient:
    """A clerk of Wenshang at work."""
    return signed_in(in_app, staff("clerk"))


@pytest.fixture
def supervisor(in_app: Flask) -> FlaskClient:
    """The supervisor of Wenshang."""
    return signed_in(in_app, staff("chief", role=Role.SUPERVISOR))


@pytest.fixture
def desk_of(in_app: Flask) -> Callable[[str, str], FlaskClient]:
    """A clerk of any county: `desk_of("liujiang", "name")`."""
    return lambda county, name: signed_in(in_app, staff(name, county))
