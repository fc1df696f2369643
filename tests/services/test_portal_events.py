"""Every act on an account, a hospital or the installation leaves a line with who, what, before and after."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.domain.actor import STRANGER, Actor, Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.vocabulary import Role
from portal.models import PortalEvent, db
from portal.models.transaction import transaction
from portal.services import accounts, audit, hospitals, installation, passwords, portal_events, sessions, staff_accounts
from portal.services.audit import TrailFilter
from tests.employers import unit
from tests.people import NOW, PASSWORD, acting, citizen, id_number, own_number, person, staff
from tests.resetting import reset_link


def lines() -> list[tuple[str, str | None, str | None]]:
    """Kind, who did it, whom it concerns; oldest first."""
    return [
        (
            event.kind.value,
            event.actor.username if event.actor else event.detail.operator or None,
            event.hospital.name if event.hospital else event.account.username if event.account else None,
        )
        for event in db.session.query(PortalEvent).order_by(PortalEvent.id)
    ]


def test_acts_on_accounts_are_written_down_with_who_did_them_to_whom(services: Flask) -> None:
    boss, clerk, stranger = staff("boss", role=Role.SUPERVISOR), staff("clerk"), Context(STRANGER, NOW)
    token = staff_accounts.invite(acting(boss), Role.CLERK, "New")
    staff_accounts.redeem_invitation(stranger, token, "新人", id_number(77), PASSWORD)
    link = reset_link(boss, clerk)
    passwords.reset(stranger, link, PASSWORD, own_number("clerk"))
    passwords.change(acting(clerk), PASSWORD, "another long password")
    operator = Context(Actor(user_id=None, role=Role.SUPERVISOR, county="wenshang", operator="root"), NOW)
    staff_accounts.disable(operator, clerk.uid)
    assert lines() == [
        ("invited", "boss", None),
        ("invitation_taken", None, "new"),
        ("reset_wanted", "boss", "clerk"),
        ("reset_link_given", "root", "clerk"),
        ("reset_confirmed", "root", "clerk"),
        ("password_reset", None, "clerk"),
        ("password_changed", "clerk", "clerk"),
        ("disabled", "root", "clerk"),
    ]
    [invited] = db.session.query(PortalEvent).filter(PortalEvent.kind == PortalEventKind.INVITED)
    assert (invited.detail.username, invited.detail.after, invited.county) == ("new", "clerk", "wenshang")


def test_an_invitation_says_where(services: Flask) -> None:
    """Taken up or not: what an account may do hangs on its office, and whom it sees on its hospital or unit."""
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    hospital, employer = hospitals.of_county(boss)[0], unit()
    staff_accounts.invite(boss, Role.CLERK, "one", "center")
    staff_accounts.invite(boss, Role.SUPERVISOR, "two")
    staff_accounts.invite(boss, Role.HOSPITAL, "three", hospital_uid=hospital.uid)
    staff_accounts.invite(boss, Role.EMPLOYER, "four", employer_uid=employer.uid)
    invited = db.session.query(PortalEvent).filter(PortalEvent.kind == PortalEventKind.INVITED).order_by(PortalEvent.id)
    assert [each.detail.place for each in invited] == ["汶上县医疗保险管理中心", "", hospital.name, employer.name]


def test_an_account_is_disabled_once(services: Flask) -> None:
    boss, clerk = staff("boss", role=Role.SUPERVISOR), staff("clerk")
    for later in (timedelta(), timedelta(days=30)):
        staff_accounts.disable(acting(boss, later=later), clerk.uid)
    assert lines() == [("disabled", "boss", "clerk")]
    assert clerk.disabled_at == NOW


def test_dates_of_a_hospital_are_written_down_before_and_after(services: Flask) -> None:
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    hospital = hospitals.add(boss, "新医院", date(2026, 1, 1))
    hospitals.set_dates(boss, hospital.uid, date(2026, 2, 1), date(2026, 12, 31))
    assert lines() == [("hospital_added", "boss", "新医院"), ("hospital_dated", "boss", "新医院")]
    [dated] = db.session.query(PortalEvent).filter(PortalEvent.kind == PortalEventKind.HOSPITAL_DATED)
    assert (dated.detail.before, dated.detail.after) == ("2026-01-01/", "2026-02-01/2026-12-31")


def test_sign_ins_and_ends_are_written_down_with_a_shortened_address(services: Flask) -> None:
    clerk, nobody = staff("clerk"), Context(STRANGER, NOW)
    token = sessions.begin(nobody, clerk, NOW, address="203.0.113.77")
    sessions.sign_out(nobody, token)
    sessions.sign_out(nobody, token)  # a copy of the cookie ends nothing more
    accounts.sign_out_everywhere(acting(clerk))
    assert lines() == [(kind, "clerk", "clerk") for kind in ("signed_in", "signed_out", "signed_out_everywhere")]
    assert db.session.query(PortalEvent).first().detail == PortalEventDetail(network="203.0.113.0/24")


def test_what_the_installation_is_is_written_down_when_it_changes(services: Flask) -> None:
    operator = Context(Actor(user_id=None, role=Role.SUPERVISOR, operator="root"), NOW)
    installation.claim(operator, "real")
    installation.claim(operator, "real")
    for fingerprint in ("aa", "aa", "bb"):
        portal_events.note_change(operator, PortalEventKind.CATALOGUE_CHANGED, fingerprint)
    portal_events.record_by_itself(db.engine, operator, PortalEventKind.BACKED_UP, PortalEventDetail(after="then"))
    details = [event.detail for event in db.session.query(PortalEvent).order_by(PortalEvent.id)]
    assert [(each.before, each.after, each.operator) for each in details] == [
        ("", "real", "root"),
        ("", "aa", "root"),
        ("aa", "bb", "root"),
        ("", "then", "root"),
    ]


@pytest.mark.parametrize("change", ["UPDATE portal_events SET kind = 'disabled'", "DELETE FROM portal_events"])
def test_a_line_cannot_be_changed_or_deleted(services: Flask, change: str) -> None:
    sessions.begin(Context(STRANGER, NOW), staff("clerk"), NOW)
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text(change))


def test_supervisors_see_their_own_countys_lines_and_those_of_the_whole_installation(services: Flask) -> None:
    boss, other = staff("boss", role=Role.SUPERVISOR), staff("other", "fushun", Role.SUPERVISOR)
    nobody = Context(STRANGER, NOW)
    sessions.begin(nobody, citizen(person(1)))
    sessions.begin(nobody, staff("clerk"), NOW)
    hospitals.add(acting(other), "新医院", None)
    installation.claim(nobody, "real")

    def kinds(supervisor: Context, **wanted: object) -> list[str]:
        return [event.kind.value for event in audit.portal_events(supervisor, TrailFilter(**wanted))]

    assert kinds(acting(boss)) == ["initialised", "signed_in"]
    assert kinds(acting(other)) == ["initialised", "hospital_added"]
    assert kinds(acting(boss), kind="signed_in") == ["signed_in"]
    assert kinds(acting(boss), kind="no such kind") == []
    assert kinds(acting(boss), day=date(2026, 9, 15)) == []
    assert kinds(acting(other), actor_uid=other.uid) == ["hospital_added"]
    newest = audit.portal_events(acting(boss), TrailFilter())[0]
    later = audit.portal_events(acting(boss, later=timedelta(days=1)), TrailFilter(), newest.id)
    assert [event.kind.value for event in later] == ["signed_in"]


def test_an_account_sees_what_was_done_to_it_and_nobody_elses(services: Flask) -> None:
    boss, clerk, other = staff("boss", role=Role.SUPERVISOR), staff("clerk"), staff("other")
    reset_link(boss, clerk)
    sessions.begin(Context(STRANGER, NOW), clerk, NOW)
    reset_link(boss, other)
    seen = [(event.kind.value, event.actor_id) for event in portal_events.newest_of(clerk)]
    by_the_operator = ("reset_confirmed", None), ("reset_link_given", None)
    assert seen == [("signed_in", clerk.id), *by_the_operator, ("reset_wanted", boss.id)]
