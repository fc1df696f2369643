"""The people of the journeys, each signed in on a device of their own: citizens through the sign-in page."""

from collections.abc import Collection
from typing import Any

from flask import Flask

from portal.domain.numbering import grouped
from portal.domain.vocabulary import Role
from portal.models import Filing, User, db
from portal.services import certifying, progress, review
from tests import employers, people
from tests.approving import approve
from tests.journeys.conftest import PHONE, SCREEN, Enters
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, SyntheticPerson, acting
from tests.web.living import staff_cookie


def at_work(portal: Flask, enters: Enters, login: str, device: dict[str, Any] = SCREEN) -> Visitor:
    """A member of staff who has signed in: with password and second factor once is enough of a journey."""
    return enters(device, {"portal_session": staff_cookie(portal, login)}).opens("/login")


def a_clerk(portal: Flask, enters: Enters, county: str = "wenshang") -> Visitor:
    """Somebody at the county's desk."""
    with portal.app_context():
        people.staff(f"clerk-{county}", county)
    return at_work(portal, enters, f"clerk-{county}")


def a_supervisor(portal: Flask, enters: Enters, county: str = "wenshang") -> Visitor:
    """Who answers for the county's desk."""
    with portal.app_context():
        people.staff(f"chief-{county}", county, Role.SUPERVISOR)
    return at_work(portal, enters, f"chief-{county}")


def a_hospital(portal: Flask, enters: Enters) -> Visitor:
    """The insurance office of 汶上县中医院."""
    with portal.app_context():
        people.hospital_staff("tcm")
    return at_work(portal, enters, "tcm")


def a_unit(portal: Flask, enters: Enters) -> Visitor:
    """Who files for the staff of a factory of 汶上."""
    with portal.app_context():
        employers.unit_staff("hr")
    return at_work(portal, enters, "hr")


def a_citizen(portal: Flask, enters: Enters, who: SyntheticPerson, device: dict[str, Any] = PHONE) -> Visitor:
    """Somebody who registered before, telephone in hand."""
    with portal.app_context():
        people.citizen(who)
    return enters(device).signs_in(who.phone, PASSWORD)


def the_desk_asks(portal: Flask, *kinds: str, questions: Collection[str] = (), remark: str = "") -> str:
    """What a clerk does in a browser in the same story on another device; the path of a link to send it by."""
    with portal.app_context():
        clerk, filing = acting(people.staff("desk")), db.session.query(Filing).one()
        review.request_correction(clerk, filing.number, filing.version, kinds, remark, questions=questions)
        return f"/upload/{progress.upload_link(clerk, filing.number)}"


def the_desk_approves(portal: Flask) -> None:
    """The same of the end of that story."""
    with portal.app_context():
        desk = db.session.query(User).filter(User.username == "desk").one()
        approve(acting(desk), db.session.query(Filing).one())


def the_filing(portal: Flask) -> Filing:
    """The one filing there is."""
    with portal.app_context():
        return db.session.query(Filing).one()


def the_certificate(portal: Flask) -> str | None:
    """What its paper proves it by."""
    with portal.app_context():
        return certifying.certificate_of(db.session.query(Filing).one())


def grouped_number(filing: Filing) -> str:
    """Its number as it is read out and printed."""
    return grouped(filing.number)


def masked(who: SyntheticPerson) -> str:
    """A name as lists show it."""
    return f"{who.name[0]}**"
