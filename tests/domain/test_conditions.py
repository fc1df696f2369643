"""Conditions of the policy table by themselves, where each of two things is asked for."""

from dataclasses import replace

import pytest

from portal.domain.actor import STRANGER, Actor
from portal.domain.api_keys import Scope
from portal.domain.conditions import at_the_machine, has_key_for
from portal.domain.vocabulary import Role

SYSTEM_OF = Actor(5, Role.HOSPITAL, hospital_id=7, scopes=frozenset({Scope.DOCUMENT}))


@pytest.mark.parametrize(("scope", "opens"), [(Scope.DOCUMENT, True), (Scope.FILE, False)])
def test_a_key_opens_just_what_it_is_for(scope: Scope, opens: bool) -> None:
    assert has_key_for(scope)(SYSTEM_OF, None) is opens
    assert has_key_for(scope)(STRANGER, None) is False


@pytest.mark.parametrize(
    ("actor", "is_there"),
    [
        (replace(STRANGER, operator="root"), True),
        (STRANGER, False),
        (Actor(5, Role.SUPERVISOR), False),
        (Actor(5, Role.SUPERVISOR, operator="root"), False),
    ],
    ids=["an operator", "nobody", "an account", "an account with a name beside it"],
)
def test_at_the_machine_is_an_operator_without_an_account(actor: Actor, is_there: bool) -> None:
    assert at_the_machine(actor, None) is is_there
