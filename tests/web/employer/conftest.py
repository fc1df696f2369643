"""A portal with two units, somebody who files for each, and a clerk."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.employers import unit, unit_staff
from tests.people import staff
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with its people."""
    living.renew()
    with living.app.app_context():
        own = unit()
        unit_staff("hr", own)
        unit_staff("hr-2", own)
        unit_staff("other-hr", unit(2))
        staff("clerk")
    return living.app


@pytest.fixture
def employer(app: Flask) -> FlaskClient:
    """Who files for the first unit, signed in."""
    return signed_in(app, "hr")
