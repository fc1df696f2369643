"""Whoever registers is kept out by nobody who tries with the same telephone, which is sent so many codes."""

from contextlib import suppress

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, TooMany
from portal.domain.messages import OutgoingMessage
from portal.models.accounts import Identity
from portal.services import registration, sent_codes, throttling
from tests.people import NOW, person

CTX = Context(STRANGER, NOW)
PASSWORD = "another long password"
OWN = Identity(person(1).name, person(1).id_number, person(1).phone)
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


class Telephone:
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        self.sent: list[OutgoingMessage] = []

    def send(self, message: OutgoingMessage) -> None:
        """One more."""
        self.sent.append(message)


def begun(telephone: Telephone, address: str) -> str:
    """What the browser carries that has asked for a code there."""
    return registration.begin(CTX, OWN, PASSWORD, address, telephone, "zh")


def test_strangers_who_register_the_same_telephone_use_up_only_their_own_tries(services: Flask) -> None:
    for _ in range(throttling.PER_SUBJECT):
        registration.register(CTX, OWN, PASSWORD, ELSEWHERE)
    with pytest.raises(TooMany):
        registration.register(CTX, OWN, PASSWORD, ELSEWHERE)
    registration.register(CTX, OWN, PASSWORD, HERE)


def test_wrong_codes_at_one_registration_are_none_at_another_of_that_telephone(services: Flask) -> None:
    telephone = Telephone()
    theirs = begun(telephone, ELSEWHERE)
    for _ in range(throttling.PER_SUBJECT):
        with pytest.raises(Invalid):
            registration.finish(CTX, theirs, "000000", ELSEWHERE)
    with pytest.raises(TooMany):
        registration.finish(CTX, theirs, "000000", ELSEWHERE)
    mine = begun(telephone, HERE)
    assert registration.finish(CTX, mine, telephone.sent[-1].values["code"], HERE).identity == OWN


def test_one_telephone_is_sent_so_many_codes_by_one_and_by_all(services: Flask) -> None:
    telephone, counts = Telephone(), []
    for place in range(6):
        for _ in range(sent_codes.FROM_ONE + 1):
            with suppress(TooMany):
                begun(telephone, f"198.51.100.{place}")
        counts.append(len(telephone.sent))
    assert counts == [3, 6, 9, 9, 9, 9], "what an address is refused is none of all of them together"
