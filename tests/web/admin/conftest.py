"""A portal with two supervisors, a clerk, and hospital staff."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import Role
from tests.people import hospital_staff, staff
from tests.web.living import living_portal, signed_in


@pytest.fixture
def app(tmp_path: Path, sqlite_template: Path) -> Flask:
    """The portal with its people."""
    portal = living_portal(tmp_path / "data", sqlite_template)
    with portal.app_context():
        staff("boss", role=Role.SUPERVISOR)
        staff("clerk")
        staff("fushun-boss", "fushun", Role.SUPERVISOR)
        staff("fushun-clerk", "fushun")
        hospital_staff("tcm")
    return portal


@pytest.fixture
def boss(app: Flask) -> FlaskClient:
    """The supervisor of 汶上, signed in."""
    return signed_in(app, "boss")
