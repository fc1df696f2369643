"""A link for a new password is bound to what its owner holds, works once, and comes from a reset."""

import pytest
from flask import Flask

from portal.domain.errors import Invalid, NotFound, TooMany
from portal.domain.vocabulary import Role, TokenPurpose
from portal.models.tokens import Secret
from portal.models.transaction import transaction
from portal.services import passwords, reset_links, tokens
from portal.services.throttling import stamp_of
from tests.people import PASSWORD, acting, hospital_staff, own_number, staff
from tests.resetting import reset_link

NEW = "another long password"


def test_a_link_works_once_and_with_its_owners_number_alone(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    link = reset_link(chief, clerk)
    assert reset_links.asks_for_number(acting(chief), link)
    for wrong in ("", own_number("chief")):
        with pytest.raises(Invalid, match="own_number_differs"):
            passwords.reset(acting(chief), link, NEW, wrong)
    passwords.reset(acting(chief), link, NEW, own_number("clerk"))
    with pytest.raises(NotFound):
        passwords.reset(acting(chief), link, NEW, own_number("clerk"))


@pytest.mark.parametrize("by", ["a later link", "knowing the old one"])
def test_a_link_is_over_once_its_owner_has_another_password(services: Flask, by: str) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    link = reset_link(chief, clerk)
    if by == "a later link":
        passwords.reset(acting(chief), reset_link(chief, clerk), NEW, own_number("clerk"))
    else:
        passwords.change(acting(clerk), PASSWORD, NEW)
    with pytest.raises(NotFound):
        passwords.reset(acting(chief), link, "a third long password", own_number("clerk"))


def test_guessing_the_number_is_slowed_down_and_a_password_that_is_not_taken_is_no_guess(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    link = reset_link(chief, clerk)
    for _ in range(6):
        with pytest.raises(Invalid, match="password_is_own"):
            passwords.reset(acting(chief), link, "my name is clerk", own_number("clerk"))
    for _ in range(5):
        with pytest.raises(Invalid, match="own_number_differs"):
            passwords.reset(acting(chief), link, NEW, own_number("chief"))
    with pytest.raises(TooMany):
        passwords.reset(acting(chief), link, NEW, own_number("clerk"))


def test_a_link_of_an_earlier_release_opens_no_account_that_handles_others_data(services: Flask) -> None:
    chief = staff("chief", role=Role.SUPERVISOR)
    for user in (staff("clerk"), hospital_staff("tcm")):
        with transaction():
            link = tokens.make(acting(chief), TokenPurpose.RESET, grants=Secret(user=user.uid, stamp=stamp_of(user)))
        with pytest.raises(NotFound):
            passwords.reset(acting(chief), link, NEW, own_number("clerk"))


def test_a_link_of_an_account_whose_owner_told_no_number_asks_for_none(services: Flask) -> None:
    chief, doctor = staff("chief", role=Role.SUPERVISOR), hospital_staff("tcm")
    link = reset_link(chief, doctor)
    assert not reset_links.asks_for_number(acting(chief), link)
    assert passwords.reset(acting(chief), link, NEW).id == doctor.id
