"""A living portal for the tests of following a filing."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.living import living_portal


@pytest.fixture
def app(tmp_path: Path, sqlite_template: Path) -> Flask:
    """The application under test."""
    return living_portal(tmp_path / "portal", sqlite_template)
