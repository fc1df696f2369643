"""What a citizen sees of their own filings, a page at a time."""

from dataclasses import replace

from flask import Flask

from portal.domain.claims import Claims
from portal.services import filings, own_filings
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


def test_a_number_that_is_not_ones_own_is_like_one_that_never_was(services: Flask) -> None:
    """Between own filings and after them, of a citizen with and without a card that was looked at."""
    ctx, other = acting(citizen(person(1))), acting(citizen(person(2)))
    filings.open_draft(ctx, "wenshang.long-term", Claims())
    foreign = filings.open_draft(other, "wenshang.long-term", Claims()).number
    last = filings.open_draft(ctx, "wenshang.long-term", Claims()).number
    for actor in (ctx.actor, replace(ctx.actor, is_verified=True)):
        asking = replace(ctx, actor=actor)
        assert own_filings.page(asking, foreign) == own_filings.page(asking, "100000000008") == []
        assert len(own_filings.page(asking, last)) == 1
