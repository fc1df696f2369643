"""Another telephone to sign in by: guessed at no more cheaply than at registration; on both engines."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid
from portal.domain.messages import MessageKind
from portal.models import User, db
from portal.models.accounts import Identity
from portal.services import own_phone, passwords, registration, sent_codes
from portal.services.sent_codes import Carrier
from tests.people import NOW, PASSWORD, acting, citizen, person
from tests.services.test_registration import Telephone

WHO, NEW, HERE = person(38), "13927183645", "192.0.2.1"


@pytest.fixture
def owner(services: Flask) -> User:
    """Somebody with an account."""
    return citizen(WHO)


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


def begun(owner: User, telephone: Telephone, phone: str = NEW, password: str = PASSWORD, days: int = 0) -> str:
    """What the browser carries that has asked for a code to it."""
    ctx = acting(owner, later=timedelta(days=days))
    return own_phone.begin(ctx, phone, password, Carrier(telephone), HERE, "zh")


def signs_in_by(owner: User) -> str:
    """The telephone of the account."""
    db.session.rollback()
    return db.session.get_one(User, owner.id).identity.phone


def test_a_password_that_holds_the_new_number_is_changed_first(owner: User, telephone: Telephone) -> None:
    ctx, holding = acting(owner), f"tree {NEW[-8:]} lamp"
    passwords.change(ctx, PASSWORD, holding)
    with pytest.raises(Invalid, match="password_holds_new_phone"):
        begun(owner, telephone, f"{NEW[:3]} {NEW[3:7]}-{NEW[7:]}", holding)
    assert telephone.sent == []
    passwords.change(ctx, holding, PASSWORD)
    own_phone.finish(ctx, begun(owner, telephone), telephone.sent[0].values["code"], HERE)
    assert signs_in_by(owner) == NEW


def test_nor_is_one_chosen_that_holds_it_while_the_code_is_on_its_way(owner: User, telephone: Telephone) -> None:
    ctx, carried = acting(owner), begun(owner, telephone)
    passwords.change(ctx, PASSWORD, f"tree {NEW} lamp")
    with pytest.raises(Invalid, match="wrong_phone_code"):
        own_phone.finish(ctx, carried, telephone.sent[0].values["code"], HERE)
    assert signs_in_by(owner) == WHO.phone


def test_wrong_codes_of_a_change_and_of_registrations_count_together(owner: User, telephone: Telephone) -> None:
    """Who has an account guesses at somebody's telephone no oftener than who has none; then letters are typed."""
    other = Identity(person(2).name, person(2).id_number, NEW)
    for one in range(sent_codes.MOST_TRIES // 2):
        later = timedelta(days=one // 2)
        ctx, mine = Context(STRANGER, NOW + later), acting(owner, later=later)
        theirs = registration.begin(ctx, other, PASSWORD, "198.51.100.1", Carrier(telephone), "zh")
        carried = begun(owner, telephone, days=one // 2)
        with pytest.raises(Invalid):
            registration.finish(ctx, theirs, "not the code", "198.51.100.1")
        with pytest.raises(Invalid):
            own_phone.finish(mine, carried, "not the code", HERE)
    late = acting(owner, later=timedelta(days=5))
    carried = begun(owner, telephone, days=5)
    assert telephone.sent[-1].kind is MessageKind.LETTER_CODE
    own_phone.finish(late, carried, telephone.sent[-1].values["code"], HERE)
    assert signs_in_by(owner) == NEW
