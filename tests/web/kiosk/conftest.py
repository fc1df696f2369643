"""A portal with a supervisor of 镇平, and a device that is a terminal of theirs."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import Role
from tests.people import staff
from tests.terminals import terminal
from tests.web.living import LivingPortal


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with its people."""
    living.renew()
    with living.app.app_context():
        staff("boss", "zhenping", Role.SUPERVISOR)
    return living.app


@pytest.fixture
def device(app: Flask) -> FlaskClient:
    """The browser of the terminal, and nothing in it but what makes it one."""
    with app.app_context():
        _made, secret = terminal()
    client = app.test_client()
    client.set_cookie("portal_terminal", secret)
    return client
