"""The goals of speed: each a ratio to a floor measured in the same run, and the line that says whether it is met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Self


class NotMeasured(Exception):
    """What this machine or this run cannot measure; the message says why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something somebody waits for: as times its floor it must not cost more than `must`; `stretch` is hoped for."""

    number: str
    what: str
    must: float
    stretch: float

    def line(self, ratios: Sequence[float]) -> str:
        """What was measured in each round, as one line that a program can read; a miss within the spread says so."""
        ratio, least, most = median(ratios), min(ratios), max(ratios)
        is_met = self._is_met(ratio)
        doubt = "miss within the spread " if not is_met and any(map(self._is_met, ratios)) else ""
        return (
            f"{self.number} ratio={ratio:.4g} must={self.must:g} stretch={self.stretch:g}"
            f" spread={least:.4g}..{most:.4g} {self.what}: {doubt}{'PASS' if is_met else 'FAIL'}"
        )

    def of(self, what: str) -> Self:
        """The same wanted of one thing among several."""
        return replace(self, what=f"{what}{self.what}")

    def _is_met(self, ratio: float) -> bool:
        return ratio <= self.must


class Gain(Goal):
    """What is had more of than its floor has: at least `must` times as much."""

    def _is_met(self, ratio: float) -> bool:
        return ratio >= self.must


QUEUE = Goal("G1", "the queue page, hellos", 30, 14)
FRAGMENT = Goal("G3", "the queue as a fragment, pages", 0.8, 0.5)
START = Goal("G21", "portal serve until it answers, imports of flask", 3, 2.5)
SCREEN = Goal("G24", "a filing's screen, hellos", 60, 30)
GUIDE = Goal("G25", "a guide, whole, hellos", 30, 15)
WIZARD = Goal("G26", "the wizard, hellos", 30, 15)
PROCESSES = Gain("G28", "pages a second of two processes, those of one", 1.6, 1.9)
OWN = Goal("G27", "a citizen's filings, hellos", 30, 15)
SUBMIT = Gain("G8", "filings sent in a second, those written by hand", 0.25, 0.5)
POSTGRESQL = Gain("G23", "filings sent in by eight processes to PostgreSQL, those written by hand", 0.3, 1)
DEEP = Goal("G29", " nine tenths down, pages of ten thousand filings", 1.5, 1.1)
CROWD = Gain("G32", "pages of five hundred people answered within 1 s, of all", 0.99, 0.99)
CROWD_AT_ONCE = Gain("G32", "the same within 0.3 s, of all; stretch alone asks for it", 0, 0.99)
PEER_LIST = Gain("G4", "the list of Django's admin, our queues", 6, 20)
OTHER_PEER_LIST = Gain("G33", "the list of Flask-AppBuilder, our queues", 6, 20)
PEER_SCAN = Gain("G6", ": a form with a scan sent in, ours", 1, 2.5)
BESIDE_PHOTOGRAPHS = Goal("G30", "the sign-in page beside eight photographs, p99, those alone", 4, 2)
PHOTOGRAPH = Goal("G31", "a photograph judged and made anew, decodings", 2, 1.3)
OF_A_PAGE: Mapping[str, Goal] = {
    "queue": QUEUE,
    "a filing's screen": SCREEN,
    "a guide": GUIDE,
    "the wizard": WIZARD,
    "a citizen's filings": OWN,
}
"""Each page's goal, by the name `bench.pages` measures it under."""
LATER = ("G2", "G5", "G7", *(f"G{number}" for number in range(9, 21)), "G22")
"""Where this is going one day; nothing measures them yet."""
