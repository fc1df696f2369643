"""Whoever registers is kept out by nobody who tries with the same telephone, which is sent so many codes; on both
engines."""

from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, TooMany
from portal.domain.messages import MessageKind, OutgoingMessage
from portal.models.accounts import Identity
from portal.services import registration, sent_codes, throttling
from portal.services.sent_codes import Carrier
from portal.services.throttling import Guess
from tests.people import NOW, acting, citizen, person

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
    return registration.begin(CTX, OWN, PASSWORD, address, Carrier(telephone), "zh")


def test_strangers_who_register_the_same_telephone_use_up_only_their_own_tries(services: Flask) -> None:
    for _ in range(throttling.PER_SUBJECT):
        registration.register(CTX, OWN, PASSWORD, ELSEWHERE)
    with pytest.raises(TooMany):
        registration.register(CTX, OWN, PASSWORD, ELSEWHERE)
    registration.register(CTX, OWN, PASSWORD, HERE)


def test_a_home_of_endless_addresses_has_the_tries_of_one(services: Flask) -> None:
    for each in range(throttling.PER_SUBJECT):
        registration.register(CTX, OWN, PASSWORD, f"2001:db8::{each}")
    with pytest.raises(TooMany):
        registration.register(CTX, OWN, PASSWORD, "2001:db8::ffff")


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


def at(**later: float) -> Context:
    """A stranger, so much later."""
    return Context(STRANGER, NOW + timedelta(**later))


def guessed_at(telephone: Telephone, tries: int) -> None:
    """Wrong codes at that telephone, of however many registrations, each from a place of its own and a day later."""
    for one in range(tries):
        ctx, place = at(days=one // 5), f"203.0.113.{one}"
        theirs = registration.begin(ctx, OWN, PASSWORD, place, Carrier(telephone), "zh")
        with pytest.raises(Invalid):
            registration.finish(ctx, theirs, "not the code", place)


def test_guessing_at_one_telephone_ends_whatever_was_begun_for_it_and_its_owner_types_letters(
    services: Flask,
) -> None:
    """Tries count across registrations and places; then digits open nothing, also those sent before. It is one text as
    ever, for carriers take no two in a minute."""
    telephone, late = Telephone(), at(days=3)
    guessed_at(telephone, sent_codes.MOST_TRIES - 1)
    first = registration.begin(late, OWN, PASSWORD, HERE, Carrier(telephone), "zh")
    digits = telephone.sent[-1].values["code"]
    theirs = registration.begin(late, OWN, PASSWORD, ELSEWHERE, Carrier(telephone), "zh")
    with pytest.raises(Invalid):
        registration.finish(late, theirs, "not the code", ELSEWHERE)
    with pytest.raises(Invalid):
        registration.finish(late, first, digits, HERE)
    before = len(telephone.sent)
    mine = registration.begin(late, OWN, PASSWORD, HERE, Carrier(telephone), "zh")
    [text] = telephone.sent[before:]
    letters = text.values["code"]
    assert (text.kind, len(letters), letters.isalpha()) == (MessageKind.LETTER_CODE, sent_codes.LENGTH, True)
    for wrong in (digits, letters[1:], f"{letters}1"):
        with pytest.raises(Invalid):
            registration.finish(late, mine, wrong, HERE)
    assert registration.finish(late, mine, f" {letters[:3].lower()} {letters[3:]}", HERE).identity == OWN


def test_after_their_days_digits_are_enough_again(services: Flask) -> None:
    telephone = Telephone()
    guessed_at(telephone, sent_codes.MOST_TRIES)
    for days in (29, 31):
        registration.begin(at(days=days), OWN, PASSWORD, HERE, Carrier(telephone), "zh")
    assert [each.values["code"].isdecimal() for each in telephone.sent[-3:]] == [True, False, True]


def test_a_telephone_with_an_account_is_guessed_at_and_sent_as_many_as_one_without(services: Flask) -> None:
    citizen(person(1))
    telephone = Telephone()
    guessed_at(telephone, sent_codes.MOST_TRIES)
    before = len(telephone.sent)
    registration.begin(at(days=4), OWN, PASSWORD, HERE, Carrier(telephone), "zh")
    assert [each.kind for each in telephone.sent[before:]] == [MessageKind.IS_REGISTERED]


def answered(ctx: Context, subject: str, place: str, most: int = 2_000) -> str:
    """How one more code is answered: nothing, or by which refusal."""
    try:
        sent_codes.asked_for(ctx, Guess(sent_codes.TO_TELEPHONES, subject, place), most)
    except TooMany as refused:
        return refused.code
    return ""


def test_a_telephone_gets_so_many_codes_a_day_and_who_has_asked_for_none_has_one_left(services: Flask) -> None:
    places = [f"198.51.100.{n}" for n in range(4)]
    asked_again = [answered(at(hours=n), "one", place) for n in range(12) for place in places]
    assert asked_again.count("") == len(places) + sent_codes.AGAIN_A_DAY
    assert answered(at(hours=12), "one", HERE) == ""
    assert answered(at(hours=12), "another", places[0]) == ""
    firsts = [answered(at(hours=13, minutes=16 * n), "one", f"203.0.113.{n}") for n in range(sent_codes.FIRST_A_DAY)]
    assert firsts.count("") == sent_codes.FIRST_A_DAY - len(places) - 1
    assert answered(at(hours=18), "one", "192.0.2.9") == "codes_of_one_used"
    assert answered(at(hours=50), "one", "192.0.2.9") == ""


def test_codes_have_an_end_in_all(services: Flask) -> None:
    most = 20
    answers = [answered(CTX, f"telephone {n}", f"198.51.100.{n}", most) for n in range(most + 1)]
    assert answers == [*[""] * most, "codes_of_all_used"]
    assert answered(at(days=1), "telephone", HERE, most) == ""


HOME = [f"2001:db8:7:{line:x}::1" for line in (0, 0x10, 0xF00)]
"""Addresses of one, which was given many lines."""


@pytest.mark.parametrize("places", [[HERE] * 3, HOME])
def test_one_place_has_a_small_part_each_hour_and_more_the_next(services: Flask, places: list[str]) -> None:
    """So neither uses up all, nor is who sits behind the same address shut out for a day."""
    most = 2 * sent_codes.PARTS_OF_PLACES
    here = [answered(CTX, f"telephone {n}", place, most) for n, place in enumerate(places)]
    assert here == ["", "", "codes_of_place_used"]
    assert answered(CTX, "telephone", ELSEWHERE, most) == ""
    assert answered(at(hours=1), "telephone", places[0], most) == ""


def test_who_has_an_account_waits_for_no_strangers_and_has_so_many_a_day(services: Flask) -> None:
    owner = acting(citizen(person(2)))
    assert [answered(CTX, f"telephone {n}", HERE, 1) for n in range(2)] == ["", "codes_of_all_used"]
    own = [answered(owner, f"mine {n}", HERE) for n in range(sent_codes.OF_ONE_ACCOUNT_A_DAY + 1)]
    assert own == [*[""] * sent_codes.OF_ONE_ACCOUNT_A_DAY, "codes_of_account_used"]
    assert answered(acting(citizen(person(3))), "another", HERE) == ""
