"""Which text was agreed to: once an account, again when it has changed, and kept with each filing."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain import consent
from portal.domain.errors import Invalid
from portal.domain.vocabulary import Channel
from portal.models import User, db
from portal.services import consents, filings, intake
from portal.wording import privacy
from tests.people import NOW, acting, citizen, hospital_staff, long_stay, person, staff
from tests.web.clerk.cases import emergency

NEXT = replace(consent.CURRENT, name="2")


def test_the_text_is_the_one_of_its_version() -> None:
    """Who changes a sentence gives the text another name, a day and the digest of what it says now."""
    assert privacy.digest() == consent.CURRENT.digest


def test_a_text_that_has_changed_is_asked_for_again_at_the_next_filing(
    services: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = acting(citizen(person(1)))
    draft = filings.open_draft(owner, "wenshang.long-term", long_stay(person(1)))
    monkeypatch.setattr(consents, "CURRENT", NEXT)
    with pytest.raises(Invalid) as refused:
        filings.submit(owner, draft.number)
    assert (refused.value.code, refused.value.field) == ("consent_needed", "consents")
    consents.agree(owner)
    assert filings.submit(owner, draft.number).consent_version == "2"
    user = db.session.query(User).one()
    assert (user.consent_version, user.consented_at) == ("2", NOW)


def test_what_comes_by_another_channel_keeps_the_text_its_person_was_told(services: Flask) -> None:
    clerk = acting(staff("clerk"), Channel.PHONE)
    assert intake.enter(clerk, "wenshang.emergency", emergency(person(2)), "key").filing.consent_version == "1"
    doctor = acting(hospital_staff("doctor"), Channel.HOSPITAL)
    assert consents.version_of_filing(doctor) == "1"
