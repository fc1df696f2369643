"""Who is served next: people in turn, however many files each of them brings."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import Generic, TypeVar

Waiting = TypeVar("Waiting")


class Seats(Generic[Waiting]):
    """So many seats, of which one person holds at most `of_one`; who was served goes behind everybody who waits."""

    def __init__(self, seats: int, of_one: int) -> None:
        self._seats, self._of_one = seats, of_one
        self._lines: dict[str, deque[Waiting]] = {}  # in the order people are served
        self._seated: Counter[str] = Counter()

    def wait(self, whose: str, what: Waiting) -> None:
        """Stand in that person's line."""
        self._lines.setdefault(whose, deque()).append(what)

    def seated(self) -> Iterator[tuple[str, Waiting]]:
        """Everybody who may begin now; each has a seat until `leave`."""
        while (whose := self._next()) is not None:
            line = self._lines.pop(whose)
            self._seated[whose] += 1
            what = line.popleft()
            if line:
                self._lines[whose] = line
            yield whose, what

    def _next(self) -> str | None:
        if self._seated.total() >= self._seats:
            return None
        return next((each for each in self._lines if self._seated[each] < self._of_one), None)

    def leave(self, whose: str) -> None:
        """Give a seat back."""
        self._seated[whose] -= 1
        if not self._seated[whose]:
            del self._seated[whose]
