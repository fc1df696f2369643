"""It is told to its owner at the next sign-in, until they have said whether it was theirs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.account_resets import OPEN_FOR, ResetAnswer, ResetKind, ResetState
from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.vocabulary import Role
from portal.models import PortalEvent, db
from portal.services import account_resets, own_resets, passwords, sessions
from tests.people import acting, own_number, session_of, staff
from tests.resetting import REASON, operator, reset_link

LIMITS = sessions.SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))


def test_what_waits_and_what_took_effect_stays_until_it_is_answered(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    waits, _link = account_resets.want(acting(chief), clerk.uid, ResetKind.FACTOR, REASON)
    link = reset_link(chief, clerk)
    shown = own_resets.unanswered_of(acting(clerk), clerk)
    assert [(each.kind, each.state, each.reason.text) for each in shown] == [
        (ResetKind.FACTOR, ResetState.WAITING, REASON),
        (ResetKind.PASSWORD, ResetState.CONFIRMED, REASON),
    ]
    assert own_resets.carried_out_at(shown) == {}
    passwords.reset(acting(chief, later=timedelta(minutes=3)), link, "another long password", own_number("clerk"))
    assert own_resets.carried_out_at(shown) == {shown[1].id: acting(chief, later=timedelta(minutes=3)).now}
    assert own_resets.unanswered_of(acting(chief), chief) == []
    with pytest.raises(NotFound):
        own_resets.recognise(acting(chief), shown[1].uid)
    own_resets.recognise(acting(clerk), shown[1].uid)
    assert own_resets.unanswered_of(acting(clerk), clerk) == [waits]
    assert own_resets.unanswered_of(acting(clerk, later=OPEN_FOR), clerk) == []
    with pytest.raises(NotFound):
        own_resets.recognise(acting(clerk), shown[1].uid)


def test_what_its_owner_disowns_opens_nothing_more_and_supervisors_see_it(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    link, token = reset_link(chief, clerk), session_of(clerk)
    [reset] = own_resets.unanswered_of(acting(clerk), clerk)
    own_resets.disown(acting(clerk), reset.uid)
    with pytest.raises(NotFound):
        passwords.reset(acting(chief), link, "another long password", own_number("clerk"))
    assert sessions.resume(acting(clerk), token, LIMITS) is None
    assert reset.answer is ResetAnswer.DISOWNED
    assert account_resets.of_accounts(acting(chief), [clerk, chief]) == ([], [reset])
    later = acting(chief, later=account_resets.NOTICED_FOR)
    assert account_resets.of_accounts(later, [clerk]) == ([], [])
    newest = db.session.query(PortalEvent).order_by(PortalEvent.id.desc()).first()
    assert (newest.kind.value, newest.detail.before, newest.detail.after, newest.county) == (
        "reset_disowned",
        "password.confirmed",
        "password.disowned",
        "wenshang",
    )


def test_a_request_that_waits_is_over_when_its_owner_disowns_it(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    reset, _link = account_resets.want(acting(chief), clerk.uid, ResetKind.FACTOR, REASON)
    with pytest.raises(NotFound):
        own_resets.recognise(acting(clerk), reset.uid)
    own_resets.disown(acting(clerk), reset.uid)
    assert (reset.state, reset.settled_by_id, reset.answer) == (ResetState.TAKEN_BACK, clerk.id, None)
    assert account_resets.of_accounts(operator(), [clerk]) == ([], [reset])


def test_where_both_locks_were_reset_nobody_can_say_that_it_was_in_order(services: Flask) -> None:
    """Who signs in by a new password and a new second factor has nothing that the owner had before."""
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    away, _link = account_resets.want(acting(chief), clerk.uid, ResetKind.FACTOR, REASON)
    account_resets.confirm(operator(), clerk.uid, away.uid)
    reset_link(chief, clerk)
    shown = own_resets.unanswered_of(acting(clerk), clerk)
    for each in shown:
        with pytest.raises(NotAllowed, match="both_locks_were_reset"):
            own_resets.recognise(acting(clerk), each.uid)
    assert own_resets.unanswered_of(acting(clerk), clerk) == shown


@pytest.mark.parametrize("answer", [own_resets.recognise, own_resets.disown])
def test_what_was_answered_stays_to_be_read(services: Flask, answer: Callable[[Context, str], None]) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    reset_link(chief, clerk)
    [reset] = own_resets.unanswered_of(acting(clerk), clerk)
    answer(acting(clerk), reset.uid)
    assert (own_resets.unanswered_of(acting(clerk), clerk), own_resets.answered_of(clerk)) == ([], [reset])
