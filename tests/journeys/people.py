"""The people of the journeys, each signed in through the sign-in page of the portal on a device of their own."""

from typing import Any

from flask import Flask

from portal.domain.numbering import grouped
from portal.domain.vocabulary import Role
from portal.models import Filing, db
from tests import people
from tests.journeys.conftest import PHONE, SCREEN, Enters
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, SyntheticPerson


def a_clerk(portal: Flask, enters: Enters, county: str = "wenshang") -> Visitor:
    """Somebody at the county's desk."""
    with portal.app_context():
        people.staff(f"clerk-{county}", county)
    return enters(SCREEN).signs_in(f"clerk-{county}", PASSWORD)


def a_supervisor(portal: Flask, enters: Enters, county: str = "wenshang") -> Visitor:
    """Who answers for the county's desk."""
    with portal.app_context():
        people.staff(f"chief-{county}", county, Role.SUPERVISOR)
    return enters(SCREEN).signs_in(f"chief-{county}", PASSWORD)


def a_hospital(portal: Flask, enters: Enters) -> Visitor:
    """The insurance office of 汶上县中医院."""
    with portal.app_context():
        people.hospital_staff("tcm")
    return enters(SCREEN).signs_in("tcm", PASSWORD)


def a_citizen(portal: Flask, enters: Enters, who: SyntheticPerson, device: dict[str, Any] = PHONE) -> Visitor:
    """Somebody who registered before, telephone in hand."""
    with portal.app_context():
        people.citizen(who)
    return enters(device).signs_in(who.phone, PASSWORD)


def the_filing(portal: Flask) -> Filing:
    """The one filing there is."""
    with portal.app_context():
        return db.session.query(Filing).one()


def grouped_number(filing: Filing) -> str:
    """Its number as it is read out and printed."""
    return grouped(filing.number)


def masked(who: SyntheticPerson) -> str:
    """A name as lists show it."""
    return f"{who.name[0]}**"
