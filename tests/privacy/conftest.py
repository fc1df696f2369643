"""One seeded portal for a module; each test leaves it as it found it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[World]:
    """The seeded portal."""
    made = World(tmp_path_factory.mktemp("world"), sqlite_template)
    yield made
    made.close()


@pytest.fixture
def clean(world: World) -> Iterator[None]:
    """What a test wrote is gone before the next."""
    yield
    world.roll_back()
