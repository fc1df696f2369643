"""The portal with the style guide in it, on a data folder of its own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.living import LivingPortal, StoppedClock
from tests.web.style_guide import build_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application under test; a crash is answered and not raised, as it is for people. Nothing here writes."""
    return build_app(tmp_path_factory.mktemp("portal"))


@pytest.fixture
def clock(living: LivingPortal) -> StoppedClock:
    """The clock of the portal that all tests of this process share."""
    return living.clock


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """One browser without JavaScript."""
    return app.test_client()
