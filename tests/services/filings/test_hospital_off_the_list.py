"""A referring hospital that is not on the list is kept as a code, refused, and never shown as one."""

from dataclasses import asdict
from datetime import date

from flask import Flask

from portal.domain.claims import NOT_LISTED, Claims, ContactClaim, ReferralClaim
from portal.domain.vocabulary import Channel, FilingType, Outcome
from portal.services import intake, notices, review
from tests.people import acting, insured, person, staff


def test_code_is_refused_and_said_in_words(services: Flask) -> None:
    who = person(3)
    stated = Claims(
        person=insured(who, kind=FilingType.REFERRAL),
        treatment_place="310000",
        referral=ReferralClaim(NOT_LISTED, date(2026, 9, 14)),
        contact=ContactClaim(phone=who.phone),
    )
    clerk = acting(staff("clerk"), Channel.WINDOW)
    filing = intake.enter(clerk, "wenshang.referral", stated, "a" * 32).filing
    assert filing.outcome is Outcome.REFUSE
    filing = review.refuse(clerk, filing.number, filing.version, "医院不在名单里")
    printed = [str(asdict(notice.content)) for notice in notices.of_filing(filing)]
    assert any("这家医院不在" in text for text in printed)
    assert all(NOT_LISTED not in text for text in printed)
