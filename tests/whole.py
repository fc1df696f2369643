"""Tests of which `make test` tries a part, whole: `python -m tests.whole`, a job of `make sweep`.

A part is every second or third case, begun at another one for each form: never a matter of luck, and what one form is
spared its neighbour is given.
"""

import os
import sys
from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

import pytest

Tried = TypeVar("Tried")
IS_WHOLE = os.environ.get("PORTAL_TESTS") == "whole"
FILES = ("tests/bad_input/test_every_field.py", "tests/bad_input/test_hostile_bodies.py", "tests/races/test_races.py")


def sample(cases: Sequence[Tried], one_in: int, turn: int = 0) -> Sequence[Tried]:
    """One in so many of these, from that one on; all of them when it is asked for."""
    return cases if IS_WHOLE else list(islice(cases, turn % one_in, None, one_in))


if __name__ == "__main__":
    os.environ["PORTAL_TESTS"] = "whole"
    sys.exit(pytest.main(["-n0", *FILES]))
