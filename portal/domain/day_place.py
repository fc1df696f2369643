"""Where a page of a list by day begins."""

from datetime import date
from typing import NamedTuple


class DayPlace(NamedTuple):
    """After this day and, of the rows of that day, after the one with this id."""

    day: date
    id: int
