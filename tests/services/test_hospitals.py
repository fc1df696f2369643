"""Which hospitals may refer, from a list: all of it or nothing, and a slip goes by the day it was issued."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.actor import Actor, Context
from portal.domain.claims import ReferralClaim
from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import Channel, Role
from portal.models import Filing, PortalEvent, db
from portal.services import hospitals, referrals
from portal.services.cases import Case
from portal.services.hospitals import Designated, Designation
from tests.people import NOW, acting, hospital_staff, insured, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page

NAME = "汶上县中医院"
OPERATOR = Context(Actor(user_id=None, role=Role.SUPERVISOR, county="wenshang", operator="root"), NOW)


def events() -> list[tuple[str, str, str, str]]:
    rows = db.session.query(PortalEvent).filter(PortalEvent.hospital_id.is_not(None)).order_by(PortalEvent.id)
    return [
        (row.kind.value, row.hospital.name if row.hospital else "", row.detail.before, row.detail.after) for row in rows
    ]


def findings(ctx: Context, filing: Filing) -> set[str]:
    return {finding.code for finding in Case(ctx, filing).determination.findings}


def test_a_list_is_taken_once_and_each_change_is_written_down(services: Flask) -> None:
    listed = [
        Designation("汶上县中医 院", date(2026, 1, 1), date(2026, 12, 31)),
        Designation("新医院", None, None),
    ]
    before = {row.name: (row.designated_from, row.designated_until) for row in hospitals.of_county(OPERATOR)}
    assert hospitals.designate(OPERATOR, listed) == Designated(added=1, dated=1, unchanged=0)
    written = [
        ("hospital_dated", NAME, "/", "2026-01-01/2026-12-31"),
        ("hospital_added", "新医院", "", "/"),
    ]
    assert events() == written
    assert hospitals.designate(OPERATOR, listed) == Designated(added=0, dated=0, unchanged=2)
    assert events() == written
    after = {row.name: (row.designated_from, row.designated_until) for row in hospitals.of_county(OPERATOR)}
    assert after == {**before, NAME: (date(2026, 1, 1), date(2026, 12, 31)), "新医院": (None, None)}


def test_a_slip_goes_by_the_list_as_it_stood_on_the_day_it_was_issued(services: Flask) -> None:
    doctor = acting(hospital_staff("doctor"), Channel.HOSPITAL)
    typed = long_stay(person(1), person=insured(person(1)), referral=ReferralClaim(issued_on=date(2026, 9, 13)))
    filing = referrals.issue(doctor, typed, [page("s")], "key", is_sealed=True)
    for ends, is_refused in ((date(2026, 9, 12), True), (date(2026, 9, 13), False)):
        hospitals.designate(OPERATOR, [Designation(NAME, None, ends)])
        assert ("hospital_not_designated" in findings(doctor, filing)) is is_refused


def test_only_whoever_keeps_the_list_loads_one(services: Flask) -> None:
    with pytest.raises(NotAllowed):
        hospitals.designate(acting(staff("clerk")), [])
