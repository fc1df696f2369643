"""`make bite`: plants each flaw in a copy of the tree and asks its tests; ends `bite: caught=… of=…`.

`--only NAME` and `--kind KIND` choose. It fails where one survives or can no longer be tried.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.bite.flaw import Flaw, every_flaw, faults_of, nodes_of
from tests.bite.trying import Attempt, Result, copied_tree, run_tests, tried


def main() -> int:
    """All of them, or those that were named."""
    flaws = _chosen()
    faults = [fault for flaw in flaws for fault in faults_of(flaw)]
    if faults or not flaws:
        print("\n".join(faults) or "no such flaw", file=sys.stderr)
        return 2
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bite-") as folder:
        trees = [copied_tree(Path(folder) / str(n)) for n in range(os.cpu_count() or 1)]
        if not _are_green(trees[0], flaws):
            return 2
        attempts = _all_tried(flaws, trees)
    for kind, count in Counter(flaw.kind for flaw in flaws).items():
        print(f"{kind}: {sum(_is_caught(each) for each in attempts if each.flaw.kind == kind)} of {count}")
    caught = sum(map(_is_caught, attempts))
    print(f"{(time.monotonic() - begun) / 60:.0f} min")
    print(f"bite: caught={caught} of={len(flaws)}")
    return 0 if caught == len(flaws) else 1


def _chosen() -> list[Flaw]:
    parser = argparse.ArgumentParser(prog="python -m tests.bite", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME")
    parser.add_argument("--kind", action="append", metavar="KIND")
    given = parser.parse_args()
    return [
        flaw
        for flaw in every_flaw()
        if (not given.only or flaw.name in given.only) and (not given.kind or flaw.kind in given.kind)
    ]


def _are_green(tree: Path, flaws: Sequence[Flaw]) -> bool:
    """A test that fails anyway catches nothing."""
    ran = run_tests(tree, nodes_of(flaws), 20 * 60, "-n", str(os.cpu_count()), "--dist", "loadfile")
    print(f"without a flaw: {ran.stdout.strip().splitlines()[-1]}", flush=True)
    return ran.returncode == 0


def _all_tried(flaws: Sequence[Flaw], trees: Sequence[Path]) -> list[Attempt]:
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def one(flaw: Flaw) -> Attempt:
        tree = free.get()
        try:
            attempt = tried(flaw, tree)
        finally:
            free.put(tree)
        print(attempt, flush=True)
        return attempt

    with ThreadPoolExecutor(len(trees)) as pool:
        return list(pool.map(one, flaws))


def _is_caught(attempt: Attempt) -> bool:
    return attempt.result is Result.CAUGHT


if __name__ == "__main__":
    sys.exit(main())
