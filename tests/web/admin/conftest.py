"""A portal with two supervisors, a clerk, and hospital staff."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import Role
from tests.people import hospital_staff, staff
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with its people."""
    living.renew()
    with living.app.app_context():
        staff("boss", role=Role.SUPERVISOR)
        staff("clerk")
        staff("fushun-boss", "fushun", Role.SUPERVISOR)
        staff("fushun-clerk", "fushun")
        hospital_staff("tcm")
    return living.app


@pytest.fixture
def boss(app: Flask) -> FlaskClient:
    """The supervisor of 汶上, signed in."""
    return signed_in(app, "boss")
