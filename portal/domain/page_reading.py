"""What a machine read on a page: printed lines and where they stand, in parts of the page's width and height."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A box on a page; all four are from 0 to 1."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def middle(self) -> float:
        """Halfway down."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of print, as the machine takes it to read."""

    text: str
    place: PrintedPlace


@dataclass(frozen=True, slots=True)
class PageReading:
    """All lines of one page, which is `ratio` times as high as it is wide."""

    ratio: float
    lines: tuple[PrintedLine, ...] = ()
