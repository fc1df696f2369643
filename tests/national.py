"""A folder for the national library, for tests of what happens once a file was written."""

from collections.abc import Mapping, Sequence
from pathlib import Path


class NowhereToPut:
    """A folder for the national library that keeps nothing."""

    path = Path("/srv/national")

    def prepare(self, _lines: Sequence[Mapping[str, str]]) -> str:
        """Whatever it is, it counts as written."""
        return "0" * 64
