"""A unit files for its staff where the guide lets it, sees where each stands, and takes nothing from anyone."""

import pytest
from flask import Flask

from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.vocabulary import Role
from portal.models import PortalEvent, db
from portal.services import employers, staff_accounts
from tests.employers import code, unit, unit_staff
from tests.people import PASSWORD, acting, hospital_staff, id_number, staff


def test_a_supervisor_writes_a_unit_down_once(services: Flask) -> None:
    chief = acting(staff("chief", role=Role.SUPERVISOR))
    made = employers.add(chief, " 汶上 机械厂 ", code(1).lower())
    assert (made.county, made.credit_code) == ("wenshang", code(1))
    assert "employer_added" in [event.kind for event in db.session.query(PortalEvent)]
    with pytest.raises(Invalid, match="employer_is_there"):
        employers.add(chief, "又一次", code(1))
    with pytest.raises(Invalid, match="credit_code_wrong"):
        employers.add(chief, "写错了", code(2)[:-1] + "0")
    elsewhere = acting(staff("elsewhere", "fushun", Role.SUPERVISOR))
    assert employers.add(elsewhere, "同一个厂", code(1)).county == "fushun", "each county has its own list"
    with pytest.raises(NotAllowed):
        employers.add(acting(staff("clerk")), "经办人不行", code(3))


def test_staff_of_a_unit_come_by_invitation_of_its_own_county(services: Flask) -> None:
    there = unit()
    chief = acting(staff("chief", role=Role.SUPERVISOR))
    token = staff_accounts.invite(chief, Role.EMPLOYER, "hr", employer_uid=there.uid)
    user = staff_accounts.redeem_invitation(chief, token, "人事", id_number(1), PASSWORD)
    assert (user.role, user.employer_id, user.county, user.hospital_id) == (Role.EMPLOYER, there.id, None, None)
    assert user.username in [each.username for each in staff_accounts.of_county(chief)]
    foreign = acting(staff("foreign", "fushun", Role.SUPERVISOR))
    assert user.username not in [each.username for each in staff_accounts.of_county(foreign)]
    for uid in (there.uid, None):
        with pytest.raises(Invalid, match="unknown_employer"):
            staff_accounts.invite(foreign, Role.EMPLOYER, "other", employer_uid=uid)


def test_what_a_unit_may_file_stands_in_the_countys_file(services: Flask) -> None:
    ctx = acting(unit_staff("hr"))
    assert [item.id for item in employers.items(ctx)] == ["wenshang.long-term"]
    with pytest.raises(NotFound):
        employers.item_of(ctx, "emergency")
    assert employers.items(acting(unit_staff("silent", unit(2, "fushun")))) == (), "silence lets no unit file"
    with pytest.raises(NotAllowed):
        employers.items(acting(hospital_staff("tcm")))
