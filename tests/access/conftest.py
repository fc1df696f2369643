"""Every test here tries the seeded portal."""

from tests.access.seeded_world import clean, world

__all__ = ["clean", "world"]
