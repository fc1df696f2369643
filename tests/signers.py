"""A made-up county whose referral slips are signed by three people of its hospital, and those people."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.actor import Context
from portal.domain.claims import Claims, ContactClaim, ReferralClaim, SlipClaim
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Channel
from portal.models import User, db
from portal.models.sealed import person_index
from portal.services import hospitals
from portal.services.rulebook import rulebook
from tests.people import acting, hospital_staff, id_number, insured, person

COUNTY, HOSPITAL = "lanshan", "岚山区测试医院"
SIGNERS = tuple(SlipSigner)


@cache
def _catalogue() -> Catalogue:
    return Catalogue.of_files([Path(__file__).parent / "counties" / "371103-lanshan.toml"])


def read_the_county(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no other county is read."""
    monkeypatch.setattr(rulebook, "_catalogue", _catalogue())
    hospitals.sync(_catalogue())


def writer() -> Context:
    """Who writes the slips, and signs none."""
    return acting(hospital_staff("writer", HOSPITAL), Channel.HOSPITAL)


def signer(signs_as: SlipSigner, username: str = "", serial: int = 0) -> User:
    """An account of the hospital that signs; by its number of nobody else unless said."""
    made = hospital_staff(username or signs_as.value, HOSPITAL)
    made.signs_as = signs_as
    made.person_index = person_index(id_number(serial or 900 + SIGNERS.index(signs_as)))
    db.session.commit()
    return made


def signing(signs_as: SlipSigner, username: str = "", serial: int = 0) -> Context:
    """The same, acting."""
    return acting(signer(signs_as, username, serial), Channel.HOSPITAL)


def slip_of(serial: int, **other: str) -> Claims:
    """What a slip says."""
    who = person(serial)
    slip = SlipClaim(
        diagnosis_name="冠心病", reason="本院不能做", condition="胸闷", doctor="王", chief="李", agreed=True
    )
    return Claims(
        person=insured(who, "371103"),
        treatment_place="310000",
        referral=ReferralClaim(issued_on=date(2026, 9, 14)),
        contact=ContactClaim(phone=who.phone),
        slip=replace(slip, **other),
    )
