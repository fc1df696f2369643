"""No mutant of a paper that is sent is kept showing something else, and every refusal is a page with its sentence."""

from collections import Counter

import pytest

from tests.access.world import World
from tests.adapters.mutants import mutants
from tests.bad_input.mutants import verdict

pytestmark = pytest.mark.slow

NUMBER = 100


def test_no_mutant_is_kept_that_differs_and_none_is_answered_by_a_fault(world: World) -> None:
    verdicts = {name: verdict(world, name, body) for name, body in mutants(NUMBER)}
    assert {name: what for name, what in verdicts.items() if what.startswith("WRONG")} == {}
    assert Counter(verdicts.values())["same"] > NUMBER // 4
    assert len(set(verdicts.values())) > 5
