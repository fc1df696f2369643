"""What a correction notice asks for, told from what it names."""

import pytest

from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.vocabulary import AskedFor


@pytest.mark.parametrize(
    ("kinds", "questions", "asks"),
    [
        (("identity",), (), AskedFor.DOCUMENTS),
        ((), ("begins_on",), AskedFor.ANSWERS),
        (("identity",), ("begins_on",), AskedFor.BOTH),
        ((), (), AskedFor.WORDS),
    ],
)
def test_a_notice_asks_for_what_it_names(kinds: tuple[str, ...], questions: tuple[str, ...], asks: AskedFor) -> None:
    assert EventDetail(kinds=kinds, questions=questions).asks_for is asks


def test_nothing_said_is_nothing() -> None:
    assert EventDetail() == NOTHING_SAID
