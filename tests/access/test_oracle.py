"""The oracle of `python -m tests.access.oracle`, on the seeded portal; a net with a hole in it is found."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import ColumnElement, or_, true

from portal.domain import conditions, policy
from portal.domain.policy import Permission
from portal.models import Filing
from portal.services import scoping
from portal.services.scoping import Blanks
from tests.access import oracle
from tests.access.oracle import Verdicts
from tests.access.world import World

pytestmark = pytest.mark.slow  # in the quick net test_who_sees_what.py lets the three nets agree on every pair there is
PAIRS = 1500
Patch = Callable[[pytest.MonkeyPatch], None]


def verdicts(world: World) -> Verdicts:
    """All three nets and the pages, with the accounts of the seeded portal."""
    with world.app.app_context():
        accounts = [user.id for name, user in world.seeds.users.items() if name != "spare"]
        found, to_open = oracle.compared(world.app, accounts, PAIRS, random.Random(1))
    return found + oracle.open_pages(world.app, to_open)


def wrong(found: Verdicts) -> set[str]:
    """What was wrong at all."""
    return {what for what in found if what.endswith(oracle.WRONG)}


def test_the_nets_say_what_the_oracle_says(world: World) -> None:
    found = verdicts(world)
    assert wrong(found) == set()
    assert (found["policy"], found["list"], found["number"]) == (PAIRS, PAIRS, PAIRS)
    assert found["page"] == 64
    assert found["seen"] > 150


def _everybodys(patch: pytest.MonkeyPatch) -> None:
    _also(patch, lambda _actor: true())


def _drafts_too(patch: pytest.MonkeyPatch) -> None:
    _also(patch, lambda actor: Filing.county == actor["actor_county"])


def _also(patch: pytest.MonkeyPatch, wider: Callable[[Blanks], ColumnElement[bool]]) -> None:
    real = scoping._condition
    patch.setattr(scoping, "_condition", lambda of, actor: or_(real(of, actor), wider(actor)))
    for built in ("of_that_number", "_with_papers"):  # anew
        patch.setattr(scoping, built, getattr(scoping, built).__wrapped__)


def _any_county(patch: pytest.MonkeyPatch) -> None:
    table = policy.POLICY[Permission.FILING_READ]
    wider = [tuple(each for each in row if each is not conditions.same_county) for row in table]
    patch.setitem(policy.POLICY, Permission.FILING_READ, wider)


@pytest.mark.parametrize(
    ("hole", "found_by"),
    [
        (_everybodys, {"list leaked", "number leaked", "page leaked"}),
        (_drafts_too, {"list leaked", "number leaked"}),
        (_any_county, {"policy leaked"}),
    ],
)
def test_a_hole_in_one_net_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, hole: Patch, found_by: set[str]
) -> None:
    hole(monkeypatch)
    assert wrong(verdicts(world)) >= found_by
