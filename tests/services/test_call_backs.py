"""Or the owner's call-back: it opens one lock, and never both."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.account_resets import CallBack, ResetKind, ResetState
from portal.domain.errors import Invalid, NotAllowed, SeveralInvalid, Stale, TooMany
from portal.domain.vocabulary import Role
from portal.models import PortalEvent, User, db
from portal.models.sealed import phone_index
from portal.services import account_resets, accounts, call_backs, own_resets, passwords, second_factors
from tests.people import NOW, PASSWORD, acting, just_confirmed, own_number, staff
from tests.resetting import REASON, operator

PHONE = "13900000070"
LAST_FOUR = own_number("clerk")[-4:]
CALL = CallBack(PHONE, NOW, LAST_FOUR)


def people() -> tuple[User, User]:
    """A supervisor, and a clerk who has told the telephone to be rung on."""
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    call_backs.tell_own_phone(just_confirmed(clerk), PHONE)
    return chief, clerk


def wanted(chief: User, clerk: User, kind: ResetKind) -> str:
    """The key of a request that waits."""
    return account_resets.want(acting(chief), clerk.uid, kind, REASON)[0].uid


def test_who_asked_rings_and_the_link_is_good_with_what_the_owner_holds_alone(services: Flask) -> None:
    chief, clerk = people()
    key = wanted(chief, clerk, ResetKind.PASSWORD)
    link = call_backs.note(acting(chief, later=timedelta(minutes=5)), clerk.uid, key, CALL)
    with pytest.raises(Invalid, match="own_number_differs"):
        passwords.reset(acting(chief), link, "another long password", own_number("chief"))
    assert passwords.reset(acting(chief), link, "another long password", own_number("clerk")).id == clerk.id
    assert second_factors.is_set(clerk)
    [event] = db.session.query(PortalEvent).filter(PortalEvent.kind == "reset_called_back")
    assert (event.detail.before, event.detail.after) == ("password.waiting", "password.called_back")
    assert (event.detail.called_at, event.actor_id, event.account_id) == (NOW.isoformat(), chief.id, clerk.id)


@pytest.mark.parametrize("first", ResetKind)
def test_a_call_opens_one_lock_until_its_owner_has_answered(services: Flask, first: ResetKind) -> None:
    """Whoever claims two calls that never were would hold the password and set up the second factor."""
    chief, clerk = people()
    keys = {kind: wanted(chief, clerk, kind) for kind in ResetKind}
    [second] = set(ResetKind) - {first}
    call_backs.note(acting(chief), clerk.uid, keys[first], CALL)
    with pytest.raises(NotAllowed, match="call_back_opens_one_lock"):
        call_backs.note(acting(chief), clerk.uid, keys[second], CALL)
    [answered] = [
        each for each in own_resets.unanswered_of(acting(clerk), clerk) if each.state is not ResetState.WAITING
    ]
    own_resets.recognise(acting(clerk), answered.uid)
    if first is ResetKind.FACTOR:  # and set up anew, by whoever knew the password
        second_factors.write(acting(clerk), clerk, "PORTALPORTALPORTALPORTALPORTAL22")
        db.session.commit()
    call_backs.note(acting(chief), clerk.uid, keys[second], CALL)


def test_a_lock_that_a_second_person_opened_keeps_the_other_from_a_call_too(services: Flask) -> None:
    chief, clerk = people()
    account_resets.confirm(operator(), clerk.uid, wanted(chief, clerk, ResetKind.PASSWORD))
    key = wanted(chief, clerk, ResetKind.FACTOR)
    with pytest.raises(NotAllowed, match="call_back_opens_one_lock"):
        call_backs.note(acting(chief), clerk.uid, key, CALL)


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        (replace(CALL, phone="13900000071"), {"not_their_phone"}),
        (replace(CALL, last_four="0000"), {"last_four_differ_in_call"}),
        (replace(CALL, at=NOW - timedelta(minutes=1)), {"call_too_early"}),
        (replace(CALL, at=NOW + timedelta(minutes=1)), {"call_in_future"}),
        (CallBack("", NOW, ""), {"not_their_phone", "last_four_differ_in_call"}),
    ],
)
def test_number_instant_and_last_four_must_be_right(services: Flask, call: CallBack, codes: set[str]) -> None:
    chief, clerk = people()
    key = wanted(chief, clerk, ResetKind.FACTOR)
    with pytest.raises((Invalid, SeveralInvalid)) as refused:
        call_backs.note(acting(chief), clerk.uid, key, call)
    error = refused.value
    assert {fault.code for fault in getattr(error, "faults", (error,))} == codes
    assert second_factors.is_set(clerk)


def test_guessing_number_or_last_four_is_slowed_down(services: Flask) -> None:
    chief, clerk = people()
    key = wanted(chief, clerk, ResetKind.FACTOR)
    for _ in range(5):
        with pytest.raises(Invalid):
            call_backs.note(acting(chief), clerk.uid, key, replace(CALL, last_four="0000"))
    with pytest.raises(TooMany):
        call_backs.note(acting(chief), clerk.uid, key, CALL)


def test_only_who_asked_rings_and_only_where_there_is_a_telephone(services: Flask) -> None:
    chief, clerk = people()
    deputy, second = staff("deputy", role=Role.SUPERVISOR), staff("second")
    key = wanted(chief, clerk, ResetKind.FACTOR)
    for other in (acting(deputy), operator()):
        with pytest.raises(NotAllowed, match="call_back_by_who_wanted_it"):
            call_backs.possible(other, clerk.uid, key)
    unreachable = wanted(chief, second, ResetKind.FACTOR)
    with pytest.raises(NotAllowed, match="no_phone_to_ring"):
        call_backs.possible(acting(chief), second.uid, unreachable)
    account_resets.take_back(acting(chief), clerk.uid, key)
    with pytest.raises(Stale, match="reset_is_settled"):
        call_backs.note(acting(chief), clerk.uid, key, CALL)


def test_the_telephone_to_be_rung_on_signs_nobody_in_and_needs_the_second_factor(services: Flask) -> None:
    _chief, clerk = people()
    assert (clerk.identity.phone, clerk.phone_index) == (PHONE, None)
    with pytest.raises(NotAllowed, match="wrong_login"):
        accounts.authenticate(acting(clerk), PHONE, PASSWORD, "::1")
    assert db.session.query(User).filter(User.phone_index == phone_index(PHONE)).count() == 0
    with pytest.raises(NotAllowed):
        call_backs.tell_own_phone(acting(clerk), "13900000071")
    [event] = db.session.query(PortalEvent).filter(PortalEvent.kind == "own_phone_given")
    assert (event.detail.before, PHONE in event.detail.after, event.account_id) == ("", False, clerk.id)
