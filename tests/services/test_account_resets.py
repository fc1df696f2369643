"""A reset by a supervisor needs a second person, whoever the account is of."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.account_resets import OPEN_FOR, ResetKind, ResetState
from portal.domain.errors import NotAllowed, NotFound, Stale
from portal.domain.vocabulary import Role
from portal.models import AccountReset, PortalEvent, db
from portal.models.transaction import transaction
from portal.services import account_resets, call_backs, passwords, second_factors, sessions, staff_accounts
from tests.people import acting, hospital_staff, own_number, session_of, staff
from tests.resetting import REASON, operator

PASSWORD_KIND, FACTOR = ResetKind.PASSWORD, ResetKind.FACTOR
LIMITS = sessions.SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))


def lines() -> list[tuple[str, str, str]]:
    """Kind, before and after of every event, oldest first."""
    rows = db.session.query(PortalEvent).order_by(PortalEvent.id)
    return [(row.kind.value, row.detail.before, row.detail.after) for row in rows if row.kind.value != "signed_in"]


def test_one_supervisor_alone_changes_nothing(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    token = session_of(clerk)
    for kind in ResetKind:
        reset, link = account_resets.want(acting(chief), clerk.uid, kind, REASON)
        assert (reset.state, link, reset.reason.text) == (ResetState.WAITING, "", REASON)
        with pytest.raises(NotAllowed, match="reset_needs_a_second"):
            account_resets.confirm(acting(chief), clerk.uid, reset.uid)
    assert second_factors.is_set(clerk)
    assert sessions.resume(acting(clerk), token, LIMITS) is not None
    assert lines() == [("reset_wanted", "", "password.waiting"), ("reset_wanted", "", "factor.waiting")]


def test_a_second_supervisor_lets_it_take_effect_and_gets_the_link(services: Flask) -> None:
    chief, deputy, clerk = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR), staff("clerk")
    token = session_of(clerk)
    away, _link = account_resets.want(acting(chief), clerk.uid, FACTOR, REASON)
    forgotten, _link = account_resets.want(acting(chief), clerk.uid, PASSWORD_KIND, REASON)
    assert account_resets.confirm(acting(deputy), clerk.uid, away.uid) == ""
    assert not second_factors.is_set(clerk)
    assert sessions.resume(acting(clerk), token, LIMITS) is None
    link = account_resets.confirm(acting(deputy), clerk.uid, forgotten.uid)
    assert passwords.reset(acting(chief), link, "another long password", own_number("clerk")).id == clerk.id
    for again in (away, forgotten):
        with pytest.raises(Stale, match="reset_is_settled"):
            account_resets.confirm(acting(deputy), clerk.uid, again.uid)
    assert lines()[2:] == [
        ("factor_forgotten", "", ""),
        ("reset_confirmed", "factor.waiting", "factor.confirmed"),
        ("reset_link_given", "", ""),
        ("reset_confirmed", "password.waiting", "password.confirmed"),
        ("password_reset", "", ""),
    ]


@pytest.mark.parametrize("kind", ResetKind)
def test_the_owner_is_no_second_person_and_wants_nothing_of_their_own(services: Flask, kind: ResetKind) -> None:
    chief, deputy = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR)
    with pytest.raises(NotAllowed, match="reset_not_yourself"):
        account_resets.want(acting(chief), chief.uid, kind, REASON)
    reset, _link = account_resets.want(acting(chief), deputy.uid, kind, REASON)
    with pytest.raises(NotAllowed, match="reset_not_yourself"):
        account_resets.confirm(acting(deputy), deputy.uid, reset.uid)


@pytest.mark.parametrize("kind", ResetKind)
def test_one_supervisor_alone_takes_no_hospitals_account_over(services: Flask, kind: ResetKind) -> None:
    """It decides nothing, and refers people."""
    chief, deputy = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR)
    doctor = hospital_staff("tcm")
    reset, link = account_resets.want(acting(chief), doctor.uid, kind, REASON)
    assert (reset.state, reset.needs_second, link) == (ResetState.WAITING, True, "")
    with pytest.raises(NotAllowed, match="reset_needs_a_second"):
        account_resets.confirm(acting(chief), doctor.uid, reset.uid)
    with pytest.raises(NotAllowed, match="no_phone_to_ring"):
        call_backs.possible(acting(chief), doctor.uid, reset.uid)
    assert bool(account_resets.confirm(acting(deputy), doctor.uid, reset.uid)) is (kind is PASSWORD_KIND)


@pytest.mark.parametrize("whose", ["asked", "owner"])
def test_another_account_of_the_same_person_is_no_second_person(services: Flask, whose: str) -> None:
    chief, deputy, clerk = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR), staff("clerk")
    with transaction():
        deputy.person_index = (chief if whose == "asked" else clerk).person_index
    reset, _link = account_resets.want(acting(chief), clerk.uid, FACTOR, REASON)
    with pytest.raises(NotAllowed):
        account_resets.confirm(acting(deputy), clerk.uid, reset.uid)


def test_who_has_told_no_number_could_be_anybody_and_neither_wants_nor_confirms(services: Flask) -> None:
    chief, deputy, clerk = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR), staff("clerk")
    with transaction():
        deputy.person_index = None
    with pytest.raises(NotAllowed, match="own_number_first"):
        account_resets.want(acting(deputy), clerk.uid, PASSWORD_KIND, REASON)
    reset, _link = account_resets.want(acting(chief), clerk.uid, PASSWORD_KIND, REASON)
    with pytest.raises(NotAllowed, match="own_number_first"):
        account_resets.confirm(acting(deputy), clerk.uid, reset.uid)


def test_whoever_runs_the_machine_is_the_second_person_of_a_county_with_one_supervisor(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    reset, _link = account_resets.want(acting(chief), clerk.uid, FACTOR, REASON)
    account_resets.confirm(operator(), clerk.uid, reset.uid)
    assert not second_factors.is_set(clerk)
    alone, link = account_resets.want(operator(), chief.uid, PASSWORD_KIND, "")
    assert (alone.state, bool(link)) == (ResetState.AT_ONCE, True)
    waits, link = account_resets.want(operator(), clerk.uid, PASSWORD_KIND, "")
    assert (waits.state, link) == (ResetState.WAITING, "")
    with pytest.raises(NotAllowed, match="reset_needs_a_second"):
        account_resets.confirm(operator(), clerk.uid, waits.uid)
    assert account_resets.confirm(acting(chief), clerk.uid, waits.uid)


def test_a_disabled_supervisor_is_no_second_person_to_wait_for(services: Flask) -> None:
    chief, deputy = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR)
    assert account_resets.want(operator(), chief.uid, FACTOR, "")[0].state is ResetState.WAITING
    staff_accounts.disable(operator(), deputy.uid)
    assert account_resets.want(operator(), chief.uid, PASSWORD_KIND, "")[0].state is ResetState.AT_ONCE


def test_one_request_of_a_kind_waits_at_a_time_until_it_is_over(services: Flask) -> None:
    chief, deputy, clerk = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR), staff("clerk")
    first, _link = account_resets.want(acting(chief), clerk.uid, PASSWORD_KIND, REASON)
    with pytest.raises(Stale, match="reset_waits_already"):
        account_resets.want(acting(deputy), clerk.uid, PASSWORD_KIND, REASON)
    for supervisor in (chief, deputy):
        with pytest.raises(Stale, match="reset_is_settled"):
            account_resets.take_back(acting(supervisor, later=OPEN_FOR), clerk.uid, first.uid)
    with pytest.raises(Stale, match="reset_is_settled"):
        account_resets.confirm(acting(deputy, later=OPEN_FOR), clerk.uid, first.uid)
    assert account_resets.of_accounts(acting(chief, later=OPEN_FOR), [clerk]) == ([], [])
    second, _link = account_resets.want(acting(chief, later=OPEN_FOR), clerk.uid, PASSWORD_KIND, REASON)
    states = db.session.query(AccountReset.state).order_by(AccountReset.id).all()
    assert [state for (state,) in states] == [ResetState.EXPIRED, ResetState.WAITING]
    account_resets.take_back(acting(deputy, later=OPEN_FOR), clerk.uid, second.uid)
    assert second.state is ResetState.TAKEN_BACK
    assert lines()[-1] == ("reset_taken_back", "password.waiting", "password.taken_back")


def test_other_counties_and_disabled_accounts_are_left_alone(services: Flask) -> None:
    chief, other, clerk = (
        staff("chief", role=Role.SUPERVISOR),
        staff("other", "fushun", Role.SUPERVISOR),
        staff("clerk"),
    )
    reset, _link = account_resets.want(acting(chief), clerk.uid, FACTOR, REASON)
    for act in (account_resets.confirm, account_resets.take_back):
        with pytest.raises(NotFound):
            act(acting(other), clerk.uid, reset.uid)
    second = staff("second")
    with pytest.raises(NotFound):
        account_resets.confirm(operator(), second.uid, reset.uid)
    staff_accounts.disable(acting(chief), clerk.uid)
    for act in (account_resets.confirm, account_resets.take_back):
        with pytest.raises(NotAllowed, match="account_is_disabled"):
            act(operator(), clerk.uid, reset.uid)
