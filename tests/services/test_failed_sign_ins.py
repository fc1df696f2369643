"""Sign-ins that failed are written down, and nobody fills the disk with them."""

import pytest
from flask import Flask

from portal.domain.account_resets import CallBack, ResetKind
from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.numbering import new_filing_number
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import Channel, Role
from portal.models import PortalEvent, db
from portal.services import (
    account_resets,
    accounts,
    binding,
    call_backs,
    failed_sign_ins,
    intake,
    passwords,
    progress,
    recovery,
)
from tests.certificates import sent_in
from tests.people import NOW, acting, citizen, just_confirmed, long_stay, own_number, person, staff
from tests.resetting import REASON, reset_link

UNKNOWN = new_filing_number()

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


def test_a_code_or_number_that_opens_no_filing_is_written_down_with_it_and_not_what_was_typed(services: Flask) -> None:
    """As somebody follows a filing, binds it, or is read out a code by telephone."""
    clerk, owner, other = staff("clerk"), citizen(person(1)), citizen(person(2))
    keyed = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", long_stay(person(3)), "key")
    filed = sent_in(acting(owner), person(1))
    before = len(noted())
    for number in (filed.number, UNKNOWN):
        with pytest.raises(NotFound):
            progress.by_number(NOBODY, number, "0000", "203.0.113.77")
    for number in (keyed.filing.number, UNKNOWN):
        with pytest.raises(NotFound):
            binding.bind(acting(other), number, "000000", "203.0.113.77")
    with pytest.raises(Invalid):
        recovery.give_code(acting(clerk), filed.number, "0000")
    seen = noted()[before:]
    assert [(each.kind, each.detail.number, each.actor_id, each.account_id, each.county) for each in seen] == [
        (PortalEventKind.PROOF_FAILED, filed.number, None, None, "wenshang"),
        (PortalEventKind.UNKNOWN_NAMES_TRIED, "", None, None, None),
        (PortalEventKind.PROOF_FAILED, keyed.filing.number, other.id, None, "wenshang"),
        (PortalEventKind.PROOF_FAILED, "", clerk.id, owner.id, "wenshang"),
    ]  # fmt: skip
    assert {each.detail.network for each in seen[:3]} == {"203.0.113.0/24"}


def test_who_is_rung_back_and_is_not_known_is_written_down(services: Flask) -> None:
    chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
    staff("second", role=Role.SUPERVISOR)
    call_backs.tell_own_phone(just_confirmed(clerk), "13900000001")
    reset, _token = account_resets.want(acting(chief), clerk.uid, ResetKind.PASSWORD, REASON)
    before = len(noted())
    with pytest.raises(Invalid):
        call_backs.note(acting(chief), clerk.uid, reset.uid, CallBack("13900000001", NOW, "0000"))
    with pytest.raises(Invalid):
        call_backs.note(acting(chief), clerk.uid, reset.uid, CallBack("13900000002", NOW, own_number("clerk")[-4:]))
    found = [(each.kind, each.actor_id, each.account_id) for each in noted()[before:]]
    assert found == [(PortalEventKind.PROOF_FAILED, chief.id, clerk.id)] * 2
