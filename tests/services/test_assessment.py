"""What is said of a case that is still being told: nothing that the rest could change."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.claims import AdmissionClaim, Claims, PersonClaim, ReferralClaim
from portal.domain.facts import SuppliedDocument
from portal.domain.vocabulary import Channel, Mark, Scheme
from portal.services import assessment
from portal.services.rulebook import rulebook
from tests.people import acting, staff


def test_a_scheme_not_told_yet_is_neither_met_nor_refused(services: Flask) -> None:
    ctx, item = acting(staff("clerk"), Channel.PHONE), rulebook.item("wenshang.emergency")
    without_scheme = assessment.assess(ctx, item, Claims())
    with_scheme = assessment.assess(ctx, item, Claims(person=PersonClaim(scheme=Scheme.EMPLOYEE)))
    wrong = assessment.assess(ctx, item, Claims(person=PersonClaim(scheme=Scheme.RESIDENT)))
    assert without_scheme.examination
    assert with_scheme.examination
    assert "scheme_is" not in {condition.name for condition in without_scheme.examination.met}
    assert "scheme_is" in {condition.name for condition in with_scheme.examination.met}
    assert (without_scheme.is_refused, with_scheme.is_refused, wrong.is_refused) == (False, False, True)


def test_what_was_not_told_is_not_in_order(services: Flask) -> None:
    ctx, item = acting(staff("clerk"), Channel.PHONE), rulebook.item("wenshang.referral")
    seen = assessment.assess(ctx, item, Claims(person=PersonClaim(scheme=Scheme.EMPLOYEE)))
    assert seen.examination
    assert {condition.name for condition in seen.examination.met} == {"scheme_is"}


def test_facts_that_contradict_each_other_are_named(services: Flask) -> None:
    ctx, item = acting(staff("clerk"), Channel.PHONE), rulebook.item("wenshang.emergency")
    stay = AdmissionClaim(on=date(2026, 9, 13), discharged_on=date(2026, 9, 12))
    seen = assessment.assess(ctx, item, Claims(admission=stay))
    assert seen.examination is None
    assert seen.faults
    assert [fault.code for fault in seen.faults.faults] == ["discharged_before_admission"]


@pytest.mark.parametrize(("mark", "counts"), [(Mark.SOUND, True), (Mark.WRONG_PERSON, False), (Mark.EXPIRED, False)])
def test_nothing_hangs_on_a_slip_that_does_not_count(services: Flask, mark: Mark, counts: bool) -> None:
    """Issue 10, 1: a clerk's mark counts. "✓ 由名单里的医院开" and "有效到" stood beside "不能用"."""
    ctx, item = acting(staff("clerk"), Channel.PHONE), rulebook.item("wenshang.referral")
    slip = ReferralClaim("汶上县中医院", date(2026, 9, 10))
    stated = Claims(person=PersonClaim(scheme=Scheme.EMPLOYEE), referral=slip, treatment_place="310000")
    seen = assessment.assess(ctx, item, stated, (SuppliedDocument("referral_slip", mark=mark),)).examination
    assert seen
    assert ("designated_referrer" in {condition.name for condition in seen.met}) is counts
    assert (seen.determination.ends_on is not None) is counts
