"""Every parameter of every route with a hostile value or two; `python -m tests.bad_input` tries all with all."""

import pytest

from tests.access.world import World
from tests.bad_input.parameters import Parameter, every_parameter
from tests.bad_input.sending import faults, send
from tests.bad_input.values import HOSTILE

pytestmark = pytest.mark.slow
ALIKE, OF_FIELDS, STRIDE = 2, 4, 83
"""The stride is prime to the number of values, so that each has its turn."""


@pytest.fixture(scope="module")
def parameters(world: World) -> list[Parameter]:
    """Found once; of the fields of forms a part, for `test_every_field.py` tries each of them."""
    found = every_parameter(world, ALIKE)
    return [each for turn, each in enumerate(found) if each.place != "form" or turn % OF_FIELDS == 0]


def test_there_are_two_hundred_different_values() -> None:
    assert len({(value.raw, value.pairs) for value in HOSTILE}) == len({value.what for value in HOSTILE}) >= 200


def test_every_parameter_with_what_it_does_not_want(world: World, parameters: list[Parameter]) -> None:
    values = (HOSTILE[turn * STRIDE % len(HOSTILE)] for turn in range(len(HOSTILE) * len(parameters)))
    wrong = []
    for parameter, value in zip(parameters, values, strict=False):
        answer = send(world, parameter, value)
        wrong += [f"{parameter}, {value.what}: {fault}" for fault in faults(world, parameter, answer)]
        world.roll_back()
    assert wrong == []
