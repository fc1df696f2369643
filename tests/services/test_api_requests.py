"""A system's request counts once under its name, with what it did: both are kept, or neither."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.errors import Invalid
from portal.models import ApiRequest, Filing, db
from portal.services import api_requests, filings
from portal.services.api_requests import Repeatable
from tests.people import acting, citizen, long_stay, person


def test_what_fails_leaves_the_name_free_and_what_succeeds_takes_it(services: Flask) -> None:
    who = person(1)
    ctx, request = acting(citizen(who)), Repeatable("a-request", b"{}")

    def act() -> Filing:
        return filings.open_draft(ctx, "wenshang.long-term", long_stay(who))

    def act_and_fail() -> Filing:
        act()
        raise Invalid("try_again")

    with pytest.raises(Invalid, match="try_again"):
        api_requests.once(ctx, request, act_and_fail)
    assert db.session.scalars(select(Filing)).all() == []
    first = api_requests.once(ctx, request, act)
    assert api_requests.once(ctx, request, act_and_fail).number == first.number
    assert len(db.session.scalars(select(ApiRequest)).all()) == 1


def test_another_body_or_another_account_is_another_request(services: Flask) -> None:
    who, other = person(1), person(2)
    ctx, request = acting(citizen(who)), Repeatable("a-request", b"{}")
    api_requests.once(ctx, request, lambda: filings.open_draft(ctx, "wenshang.long-term", long_stay(who)))
    with pytest.raises(Invalid, match="request_key_taken"):
        api_requests.done_before(ctx, Repeatable("a-request", b"{ }"))
    assert api_requests.done_before(acting(citizen(other)), request) is None
