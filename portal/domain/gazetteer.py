"""What a division code stands for today: itself, the place that took its place, or a question."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The divisions of today and of the past, as whoever keeps their table knows them."""

    name: Callable[[str], str | None]
    """What a division is called, in full; None for a code nobody knows."""
    places: Callable[[str], tuple[str, ...] | None]
    """The divisions of today a code stands for: one of today for itself, one given up for those that took its place,
    as far as anybody knows them. None for a code that never was one."""

    def is_division(self, code: str) -> bool:
        """Whether there is such a division, or was."""
        return self.places(code) is not None

    def is_settled(self, code: str) -> bool:
        """Whether it stands for one place of today, and no more."""
        return len(self.places(code) or ()) == 1

    def today(self, code: str) -> str:
        """The code to go by: of the one place it stands for today, else the code as it was given."""
        places = self.places(code) or ()
        return places[0] if len(places) == 1 else code


EVERY_CODE = Gazetteer(str, lambda code: (code,))
"""Where no table is at hand, a code stands for itself."""
