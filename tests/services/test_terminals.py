"""A terminal is a device of one county, set up and ended by a supervisor who has just confirmed who they are."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.domain.errors import NotAllowed, NotFound
from portal.domain.policy import POLICY, Permission, allowed
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import Role
from portal.models import Filing, PortalEvent, Terminal, db
from portal.models.transaction import transaction
from portal.services import accounts, kiosk, staff_accounts, terminals
from tests.people import acting, just_confirmed, person, staff
from tests.terminals import ITEM, standing_at, terminal, typed


def test_only_a_digest_of_what_the_device_keeps_is_kept(services: Flask) -> None:
    made, secret = terminal()
    assert made.secret_digest not in secret
    assert secret not in str(vars(made))
    actor = standing_at(secret).actor
    assert (actor.role, actor.county, actor.at_hand) == (Role.TERMINAL, "zhenping", None)


def test_it_opens_the_kiosk_and_nothing_else(services: Flask) -> None:
    _made, secret = terminal()
    actor = standing_at(secret).actor
    assert {each for each in POLICY if allowed(actor, each)} == {
        Permission.PUBLIC,
        Permission.SIGNED_IN,
        Permission.KIOSK,
    }


def test_it_takes_a_supervisor_who_has_just_confirmed(services: Flask) -> None:
    with pytest.raises(NotAllowed):
        terminals.set_up(acting(staff("chief", "zhenping", Role.SUPERVISOR)), "一楼大厅")
    with pytest.raises(NotAllowed):
        terminals.set_up(just_confirmed(staff("clerk", "zhenping")), "一楼大厅")


def test_an_ended_one_opens_nothing_and_keeps_no_draft(services: Flask) -> None:
    made, secret = terminal()
    kiosk.begin(standing_at(secret), ITEM, typed(person(1)))
    chief = just_confirmed(staff("second", "zhenping", Role.SUPERVISOR))
    terminals.end(chief, made.uid)
    with pytest.raises(AssertionError):
        standing_at(secret)
    assert db.session.query(Filing).count() == 0
    with pytest.raises(NotAllowed, match="terminal_is_over"):
        terminals.end(chief, made.uid)
    with pytest.raises(NotFound):
        terminals.end(just_confirmed(staff("foreign", "wenshang", Role.SUPERVISOR)), made.uid)
    kinds = {event.kind for event in db.session.query(PortalEvent)}
    assert {PortalEventKind.TERMINAL_SET_UP, PortalEventKind.TERMINAL_ENDED} <= kinds


def test_nobody_signs_in_as_one_and_no_list_of_people_names_it(services: Flask) -> None:
    made, _secret = terminal()
    name = made.user.username or ""
    for password in ("", "!"):
        with pytest.raises(NotAllowed, match="wrong_login"):
            accounts.authenticate(acting(made.user), name, password, "")
    chief = acting(staff("second", "zhenping", Role.SUPERVISOR))
    assert name not in [user.username for user in staff_accounts.of_county(chief)]
    assert [each.uid for each in terminals.of_county(chief)] == [made.uid]


def test_the_schema_lets_no_screen_stay_lit_on_an_ended_one(services: Flask) -> None:
    made, secret = terminal()
    kiosk.begin(standing_at(secret), ITEM, typed(person(1)))
    ended = update(Terminal).where(Terminal.id == made.id).values(ended_at=made.made_at)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(ended)
