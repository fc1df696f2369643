"""Every list runs the same few statements, however many rows it shows."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.claims import Claims, ContactClaim, ReferralClaim
from portal.domain.vocabulary import Channel, Role
from portal.services import referrals
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.people import acting, hospital_staff, insured, person, staff
from tests.statements import statements_of
from tests.web.living import living_portal, signed_in

LISTS = {
    "/hospital/": ("tcm", 3),
    "/hospital/?list=in-force": ("tcm", 3),
    "/admin/": ("boss", 3),
    "/admin/accounts/": ("boss", 3),
    "/admin/hospitals/": ("boss", 2),
    "/admin/trail": ("boss", 3),
    "/admin/complaints/": ("boss", 2),
    "/admin/figures/?month=2026-09": ("boss", 3),
    "/admin/national/": ("boss", 4),
    "/disclosure?county=wenshang": ("boss", 2),
}


def issued(serial: int) -> None:
    """One referral of the hospital, approved where its number is even, and one member of staff more."""
    who = person(serial)
    typed = Claims(
        person=insured(who),
        treatment_place="310000",
        referral=ReferralClaim(issued_on=date(2026, 9, 14)),
        contact=ContactClaim(phone=who.phone),
    )
    slip = [StoredFile(f"{serial:032x}", "image/jpeg", 1000, 1, f"{serial:064x}")]
    clerk = acting(staff(f"clerk{serial}"))
    filing = referrals.issue(acting(hospital_staff(f"tcm{serial}"), Channel.HOSPITAL), typed, slip, f"key-{serial}")
    if serial % 2 == 0:
        approve(clerk, filing, "已核对")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, request: pytest.FixtureRequest) -> Flask:
    """A portal with so many referrals; looking at its lists changes none of them."""
    portal = living_portal(tmp_path_factory.mktemp("crowded"), sqlite_template)
    with portal.app_context():
        hospital_staff("tcm")
        staff("boss", role=Role.SUPERVISOR)
        for serial in range(1, request.param + 1):
            issued(serial)
    return portal


@pytest.mark.parametrize("crowded", [2, 6], indirect=True)
@pytest.mark.parametrize("url", LISTS)
def test_list_runs_the_same_few_statements(crowded: Flask, url: str) -> None:
    login, expected = LISTS[url]
    browser = signed_in(crowded, login)
    with crowded.app_context():
        count = statements_of(browser, url)
    assert count == expected
