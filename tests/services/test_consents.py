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

NEXT = replace(consent.CURRENT, name="next")


def test_the_text_is_the_one_of_its_version() -> None:
    """Who changes a sentence gives the text another name, a day and the digest of what it says now."""
    assert privacy.digest() == consent.CURRENT.digest


@pytest.mark.parametrize(
    "who", ["工作人员", "医院", "替您办的人", "单位", "别的机构", "国家医保平台", "发短信、发邮件的"]
)
def test_it_names_whoever_is_shown_or_given_anything(who: str) -> None:
    """Their hospital and agent, a unit, an institution with a key, the national platform, a gateway."""
    [seen_by] = [each for each in privacy.SECTIONS if each.title == "谁能看到"]
    assert any(who in line for line in seen_by.lines)


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
    assert filings.submit(owner, draft.number).consent_version == NEXT.name
    user = db.session.query(User).one()
    assert (user.consent_version, user.consented_at) == (NEXT.name, NOW)


def test_what_comes_by_another_channel_keeps_the_text_its_person_was_told(services: Flask) -> None:
    clerk = acting(staff("clerk"), Channel.PHONE)
    assert (
        intake.enter(clerk, "wenshang.emergency", emergency(person(2)), "key").filing.consent_version
        == consent.CURRENT.name
    )
    doctor = acting(hospital_staff("doctor"), Channel.HOSPITAL)
    assert consents.version_of_filing(doctor) == consent.CURRENT.name
