"""A portal on an empty, migrated database."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.living import living_portal


@pytest.fixture
def app(tmp_path: Path, sqlite_template: Path) -> Flask:
    """The application under test; it is Monday 14 September 2026."""
    return living_portal(tmp_path / "data", sqlite_template)
