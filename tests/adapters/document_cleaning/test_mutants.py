"""No mutant of a paper is kept that shows something else than what came, and each refusal has its sentence."""

import pytest

from tests.adapters import mutants

EACH = 60


@pytest.mark.parametrize("first", range(0, 240, EACH))
def test_no_mutant_is_kept_that_differs(first: int) -> None:
    verdicts = {name: mutants.verdict(name, body) for name, body in mutants.mutants(EACH, first)}
    assert {name: what for name, what in verdicts.items() if what.startswith("WRONG")} == {}
    assert "same" in verdicts.values()
