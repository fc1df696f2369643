"""A portal in which institutions have keys."""

import pytest
from flask import Flask

from tests.web.institutions import Ask, system_of, with_people
from tests.web.living import LivingPortal


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with its people."""
    return with_people(living)


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Some institution's system."""
    return system_of(app)
