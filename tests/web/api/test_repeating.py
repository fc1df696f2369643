"""A request is the same again by its name, where it goes and what it says: all three."""

import pytest
from flask import Flask

from portal.domain.errors import Invalid
from portal.services.api_requests import Repeatable
from portal.web.api.repeating import HEADER, repeatable

NAME = "a-request-of-its-own"
ADDRESSES = ("/api/v1/referrals", "/api/v1/filings", "/api/v1/referrals/1/correction", "/api/v1/referrals/2/correction")


def sent(app: Flask, address: str, body: bytes = b"{}", name: str = NAME) -> Repeatable:
    """What counts of a request that is sent there."""
    with app.test_request_context(address, method="POST", data=body, headers={HEADER: name}):
        return repeatable()


def test_the_same_words_to_another_address_are_another_request(app: Flask) -> None:
    """Else a correction of one referral is answered by that of another, and never done."""
    indexes = [sent(app, address, body).index for address in ADDRESSES for body in (b"{}", b"{ }")]
    assert len(set(indexes)) == len(indexes)
    assert sent(app, ADDRESSES[0]) == sent(app, ADDRESSES[0])


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "a name with blanks", "名字名字名字名字", "a-request\n"])
def test_a_name_of_another_shape_is_none(app: Flask, name: str) -> None:
    with (
        app.test_request_context("/api/v1/filings", method="POST", environ_overrides={"HTTP_IDEMPOTENCY_KEY": name}),
        pytest.raises(Invalid, match="request_key_needed"),
    ):
        repeatable()
