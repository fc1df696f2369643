"""A portal on an empty, migrated database."""

import pytest
from flask import Flask

from tests.web.living import LivingPortal


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The application under test; it is Monday 14 September 2026."""
    living.renew()
    return living.app
