"""P1: one rule wherever a password is chosen, and what is hashed is the whole of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.accounts import Identity
from portal.models.transaction import transaction
from portal.services import accounts, passwords, recovery, registration, staff_accounts, tokens
from portal.services.password_rules import LONGEST_PASSWORD
from tests.people import NOW, PASSWORD, acting, citizen, id_number, own_number, person, staff
from tests.resetting import reset_link

WHO, ANYBODY = person(3, "赵"), Context(STRANGER, NOW)
GOOD = "another long password"
Chooses = Callable[[str], object]


def ways() -> dict[str, tuple[Chooses, str]]:
    """Each way to choose a password, and a word of its owner."""
    owner, chief = citizen(WHO), staff("chief", role=Role.SUPERVISOR)
    new = person(4, "钱")
    with transaction():
        code = tokens.make_code(acting(chief), owner)
    invitation = staff_accounts.invite(acting(chief), Role.CLERK, "newcomer")
    link = reset_link(chief, staff("clerk-of-ours"))
    return {
        "register": (
            lambda p: registration.register(ANYBODY, Identity(new.name, new.id_number, new.phone), p, "::1"),
            new.phone,
        ),
        "recover": (lambda p: recovery.recover(ANYBODY, WHO.phone, code, p, "::1"), WHO.phone),
        "invite": (
            lambda p: staff_accounts.redeem_invitation(ANYBODY, invitation, "新人", id_number(9), p),
            "newcomer",
        ),
        "reset": (lambda p: passwords.reset(ANYBODY, link, p, own_number("clerk-of-ours")), "clerk-of-ours"),
        "change": (lambda p: passwords.change(acting(owner), GOOD, p), WHO.name),
    }


def test_every_way_refuses_the_same_and_a_refusal_spends_nothing(services: Flask) -> None:
    with services.app_context():
        for way, (choose, own) in ways().items():
            for password, code in (
                ("password123456", "password_common"),
                ("9081726354", "password_only_digits"),
                (f"tree {own} lamp", "password_is_own"),
                ("x y" * 60, "password_too_long"),
                ("short", "password_too_short"),
            ):
                with pytest.raises(Invalid) as refused:
                    choose(password)
                assert (way, refused.value.code, refused.value.field) == (way, code, "password")
            choose(GOOD if way != "change" else "a quite different one")


def test_the_last_of_the_longest_counts(services: Flask) -> None:
    """None is cut: two that differ in their last character are two."""
    longest = "".join(f"tree {serial} lamp " for serial in range(20))[: LONGEST_PASSWORD - 1] + "a"
    registration.register(ANYBODY, Identity(WHO.name, WHO.id_number, WHO.phone), longest, "::1")
    assert accounts.authenticate(ANYBODY, WHO.phone, longest, "::1").id == db.session.query(User).one().id
    for other in (longest[:-1] + "b", longest[:-1], longest + "a", PASSWORD):
        assert not passwords.verify(db.session.query(User).one().password_hash, other)
