"""A living portal for the tests of following a filing."""

import pytest
from flask import Flask

from tests.web.living import LivingPortal


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The application under test."""
    living.renew()
    return living.app
