"""A migrated portal with somebody at the desk."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.vocabulary import Role
from portal.models import User
from tests.people import NOW, session_of, staff
from tests.web.living import LivingPortal


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal on an empty database; tests act on it through services, the clerk through pages."""
    living.renew()
    return living.app


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
    token = session_of(user, NOW + later)
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
