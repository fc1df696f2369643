"""Sign-ins that failed are written down, and nobody fills the disk with them."""

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import Role
from portal.models import PortalEvent, db
from portal.services import accounts, failed_sign_ins, passwords, recovery
from tests.people import NOW, acting, citizen, own_number, person, staff
from tests.resetting import reset_link

NOBODY = Context(STRANGER, NOW)


def noted() -> list[PortalEvent]:
    """All there is, oldest first."""
    return list(db.session.query(PortalEvent).order_by(PortalEvent.id))


def test_a_wrong_password_is_written_down_and_what_was_typed_is_not(services: Flask) -> None:
    clerk = staff("clerk")
    for login in ("clerk", "no-such-name"):
        with pytest.raises(NotAllowed):
            accounts.authenticate(NOBODY, login, "wrong password", "203.0.113.77")
    known, unknown = noted()
    assert (known.kind, known.account_id, known.county) == (PortalEventKind.SIGN_IN_FAILED, clerk.id, "wenshang")
    assert (known.detail.network, known.detail.username) == ("203.0.113.0/24", "")
    assert (unknown.kind, unknown.account_id, unknown.detail.tries) == (PortalEventKind.UNKNOWN_NAMES_TRIED, None, 1)
    assert "no-such-name" not in repr(unknown.detail)


def test_of_many_failures_some_are_written_down_and_the_rest_counted(
    services: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failed_sign_ins, "MOST_A_WINDOW", 3)
    clerk = staff("clerk")
    for _ in range(12):
        failed_sign_ins.note(NOBODY, clerk, "203.0.113.77")
        failed_sign_ins.note(NOBODY, None, "203.0.113.77")
    tries = {
        kind: [event.detail.tries for event in noted() if event.kind is kind]
        for kind in (PortalEventKind.SIGN_IN_FAILED, PortalEventKind.UNKNOWN_NAMES_TRIED)
    }
    assert tries == {PortalEventKind.SIGN_IN_FAILED: [0, 0, 0, 10], PortalEventKind.UNKNOWN_NAMES_TRIED: [1, 10]}


def test_whatever_else_proves_whose_an_account_is_and_does_not_is_written_down(services: Flask) -> None:
    """A code that was read out, the number that goes with a link, the password asked for again."""
    chief, clerk, owner = staff("chief", role=Role.SUPERVISOR), staff("clerk"), citizen(person(1))
    link = reset_link(chief, clerk)
    before = len(noted())
    with pytest.raises(NotAllowed):
        recovery.recover(NOBODY, person(1).phone, "00000000", "another long password", "203.0.113.77")
    with pytest.raises(Invalid):
        passwords.reset(NOBODY, link, "another long password", own_number("chief"))
    with pytest.raises(Invalid):
        passwords.check_own(acting(owner), "not the password")
    found = [(event.kind, event.account_id) for event in noted()[before:]]
    assert found == [(PortalEventKind.SIGN_IN_FAILED, account.id) for account in (owner, clerk, owner)]
