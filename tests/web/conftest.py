"""The portal with the style guide in it, on a data folder of its own."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.style_guide import build_app


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The application under test; a crash is answered and not raised, as it is for people."""
    return build_app(tmp_path)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """One browser without JavaScript."""
    return app.test_client()
