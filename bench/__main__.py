"""Every goal, a line each; ends with 1 when one is missed or cannot be measured.

    .venv/bin/python -m bench [COUNT] [--only G1 …]

How long each measurement took, and making the filings before the first, stands beside it on stderr.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bench import crowd, deep, pages, peers, photographs, population, processes, start, writers, writing
from bench.goals import (
    BESIDE_PHOTOGRAPHS,
    CROWD,
    DEEP,
    FRAGMENT,
    LATER,
    OF_A_PAGE,
    OTHER_PEER_LIST,
    PEER_LIST,
    PEER_SCAN,
    PHOTOGRAPH,
    POSTGRESQL,
    PROCESSES,
    START,
    SUBMIT,
    Goal,
    NotMeasured,
)

Measured = tuple[Goal, Sequence[float]]
MILLION = 1_000_000
NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is measured together, and the goals it is of."""

    goals: Sequence[Goal]
    measure: Callable[[], Iterable[Measured]]

    def lines(self) -> Iterator[str]:
        """A line for each ratio found, or for each goal that could not be measured."""
        try:
            yield from (goal.line(ratios) for goal, ratios in self.measure())
        except NotMeasured as reason:
            yield from (f"{goal.number} {NOT_MEASURED}: {reason}" for goal in self.goals)


def measurements(count: int) -> list[Measurement]:
    """All of them, on so many filings."""
    alone = (
        (START, start.measured),
        (PROCESSES, processes.measured),
        (BESIDE_PHOTOGRAPHS, photographs.waits),
        (PHOTOGRAPH, photographs.costs),
        (SUBMIT, writing.measured),
        (POSTGRESQL, writers.measured),
    )
    return [
        Measurement((*OF_A_PAGE.values(), FRAGMENT), partial(of_pages, count)),
        Measurement((DEEP,), partial(deep.measured, count)),
        Measurement((CROWD,), partial(crowd.measured, count)),
        *(Measurement((goal,), partial(_one, goal, measure)) for goal, measure in alone),
        Measurement((PEER_LIST, OTHER_PEER_LIST, PEER_SCAN), peers.measured),
    ]


def _one(goal: Goal, measure: Callable[[], Sequence[float]]) -> Iterator[Measured]:
    yield goal, measure()


def of_pages(count: int) -> Iterator[Measured]:
    """What pages cost on so many filings."""
    app = population.portal_of(count)
    found = pages.in_turns({"hello": pages.hello(), **pages.pages(app)})
    for name, goal in OF_A_PAGE.items():
        yield goal, _each(found[name], found["hello"])
    yield FRAGMENT, _each(found["queue as a fragment"], found["queue"])


def _each(work: list[float], floor: list[float]) -> list[float]:
    return [spent / least for spent, least in zip(work, floor, strict=True)]


def note_time(what: str, begun: float) -> None:
    """How long something took, for whoever waits."""
    print(f"{what}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=MILLION, help="how many filings there are")
    parser.add_argument("--only", nargs="+", default=[], metavar="GOAL", help="measure these and no others")
    given, lines = parser.parse_args(), []
    if unknown := set(given.only) - {goal.number for each in measurements(given.count) for goal in each.goals}:
        parser.error(f"no goal is called {' '.join(sorted(unknown))}")
    begun = time.monotonic()
    population.portal_of(given.count)
    note_time(f"{given.count} filings in {population.KEPT}", begun)
    for each in measurements(given.count):
        numbers, begun = [goal.number for goal in each.goals], time.monotonic()
        if not given.only or set(numbers) & set(given.only):
            for line in each.lines():
                print(line, flush=True)
                lines.append(line)
            note_time(" ".join(numbers), begun)
    print(f"later {' '.join(LATER)}")
    return int(any(line.endswith("FAIL") or NOT_MEASURED in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
