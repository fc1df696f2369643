"""Every goal that can be measured, a line each; ends with 1 when one is missed.

make bench
"""

import argparse
import sys
from collections.abc import Iterator

from bench import pages, photographs, processes, start, writing
from bench.goals import BESIDE_PHOTOGRAPHS, FRAGMENT, OF_A_PAGE, PHOTOGRAPH, PROCESSES, START, SUBMIT, UNMEASURED, Goal
from bench.population import portal_of

Measured = tuple[Goal, list[float]]


def of_pages(count: int) -> Iterator[Measured]:
    """What pages cost on so many filings."""
    app = portal_of(count)
    found = pages.in_turns({"hello": pages.hello(), **pages.pages(app)})
    for name, goal in OF_A_PAGE.items():
        yield goal, _each(found[name], found["hello"])
    yield FRAGMENT, _each(found["queue as a fragment"], found["queue"])


def _each(work: list[float], floor: list[float]) -> list[float]:
    return [spent / least for spent, least in zip(work, floor, strict=True)]


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000, help="how many filings there are")
    others: list[Measured] = [
        (START, start.measured()),
        (PROCESSES, processes.measured()),
        (BESIDE_PHOTOGRAPHS, photographs.waits()),
        (PHOTOGRAPH, photographs.costs()),
        (SUBMIT, writing.measured()),
    ]
    lines = [goal.line(ratios) for goal, ratios in (*of_pages(parser.parse_args().count), *others)]
    print("\n".join(lines))
    print(f"not measured yet: {' '.join(UNMEASURED)}")
    return int(any(line.endswith("FAIL") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
