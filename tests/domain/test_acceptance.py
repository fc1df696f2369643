"""受理: what is accepted although a paper is owed, and for what somebody gives a reason, as the guide has it."""

from types import SimpleNamespace
from typing import cast

import pytest

from portal.domain import acceptance
from portal.domain.determination import Determination
from portal.domain.item import Item
from portal.domain.sourced import Fact
from portal.domain.vocabulary import Outcome


@pytest.mark.parametrize(
    ("later", "outcome", "owed", "is_acceptable", "takes_reason"),
    [
        (None, Outcome.APPROVE, (), True, False),
        (None, Outcome.CORRECT, ("identity",), True, True),
        (True, Outcome.CORRECT, ("identity",), True, False),
        (False, Outcome.CORRECT, ("identity",), False, True),
        (False, Outcome.APPROVE, (), True, False),
        (None, Outcome.REFUSE, (), False, False),
    ],
)
def test_what_lacks_a_paper_is_accepted_as_the_guide_has_it(
    later: bool | None, outcome: Outcome, owed: tuple[str, ...], is_acceptable: bool, takes_reason: bool
) -> None:
    item = cast(Item, SimpleNamespace(later_papers=Fact(applied=later)))
    determination = cast(Determination, SimpleNamespace(outcome=outcome, owed=owed))
    assert acceptance.is_acceptable(item, determination) is is_acceptable
    assert acceptance.takes_reason(item, determination) is takes_reason
