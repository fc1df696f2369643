"""The seeded portal; each test leaves it as it found it."""

from collections.abc import Iterator

import pytest

from tests.access.world import World


@pytest.fixture(scope="module")
def world(seeded: World) -> World:
    """The seeded portal."""
    seeded.renew()
    return seeded


@pytest.fixture(autouse=True)
def clean(world: World) -> Iterator[None]:
    """What a test wrote is gone before the next."""
    yield
    world.roll_back()
