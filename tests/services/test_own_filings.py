"""What a citizen sees of their own filings, a page at a time."""

from flask import Flask

from portal.domain.claims import Claims
from portal.services import (
    filings,
    own_filings,
)
from tests.people import acting, citizen, person


def test_own_filings_come_newest_first_and_go_on_after_a_number(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    numbers = [filings.open_draft(ctx, "wenshang.long-term", Claims()).number for _ in range(3)]
    assert [row.filing.number for row in own_filings.page(ctx)] == numbers[::-1]
    assert [row.filing.number for row in own_filings.page(ctx, numbers[1])] == numbers[:1]
    assert own_filings.page(acting(citizen(person(2)))) == []
    draft = own_filings.draft_of(ctx, "wenshang.long-term")
    assert draft is not None
    assert draft.number == numbers[2]
    assert own_filings.draft_of(ctx, "wenshang.referral") is None
