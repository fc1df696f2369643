"""Rows sealed before claims were typed still open: `earlier_claims.json` was written by the code of that time."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal.domain.claims import (
    NOT_LISTED,
    AdmissionClaim,
    AgentClaim,
    CallerClaim,
    Claims,
    ContactClaim,
    DeclarationClaim,
    PersonClaim,
    ReferralClaim,
    SlipClaim,
)
from portal.domain.vocabulary import FilingType, Scheme
from portal.models.claims_codec import ClaimsCodec, PersonReader, ReferralReader
from portal.models.crypto import Keyring
from tests.people import id_number

ROWS = {row["what"]: row for row in json.loads(Path(__file__).with_name("earlier_claims.json").read_text("utf-8"))}
UNLISTED = Claims(
    person=PersonClaim("测试三", id_number(3), Scheme.EMPLOYEE, "370830", FilingType.REFERRAL),
    treatment_place="310000",
    referral=ReferralClaim(NOT_LISTED, date(2026, 9, 14)),
    contact=ContactClaim(phone="13800000003"),
)
OWN = PersonClaim("测试一", id_number(1), Scheme.EMPLOYEE, "370830", FilingType.REFERRAL)
STATED = {
    "a citizen's filing with an agent": Claims(
        person=PersonClaim("父亲二", id_number(2), Scheme.EMPLOYEE, "370830", FilingType.RELOCATED_RETIREE),
        treatment_place="450100",
        begins_on=date(2026, 9, 14),
        stay_months=12,
        agent=AgentClaim("测试一", id_number(1), "13800000001", "女儿"),
        contact=ContactClaim(phone="13800000002"),
        declaration=DeclarationClaim("测试一"),
    ),
    "an emergency by telephone": Claims(
        person=PersonClaim("马测试一", id_number(1), Scheme.EMPLOYEE, "370830", FilingType.EMERGENCY),
        treatment_place="310000",
        admission=AdmissionClaim(date(2026, 9, 13), emergency=False, inpatient=True, networked=True),
        caller=CallerClaim("马小妹", "13900001111", "女儿", "2026-09-14 10:00"),
    ),
    "a hospital's referral": Claims(
        person=PersonClaim("测试九", id_number(9), Scheme.EMPLOYEE, "370830", FilingType.REFERRAL),
        treatment_place="310000",
        referral=ReferralClaim("汶上县中医院", date(2026, 9, 14)),
        slip=SlipClaim(
            diagnosis_code="I25.100",
            diagnosis_name="冠心病",
            condition="胸闷三个月，药物控制不好",
            reason="本院不能做冠脉搭桥",
            doctor="王测试",
            chief="李测试",
            agreed=True,
            sealed=True,
        ),
        contact=ContactClaim(phone="13800000009"),
    ),
    "an empty draft": Claims(),
    "a citizen's hospital off the list": replace(UNLISTED, person=OWN, contact=ContactClaim(phone="13800000001")),
    "a clerk's hospital off the list": UNLISTED,
    "an English page's hospital off the list": UNLISTED,
}


def opened(what: str) -> bytes:
    """The JSON that was sealed."""
    row = ROWS[what]
    return Keyring(bytes.fromhex(row["key"])).open(bytes.fromhex(row["sealed"]), f"filings.claims:{row['uid']}")


@pytest.mark.parametrize("what", ROWS)
def test_row_written_by_earlier_code_says_the_same(what: str) -> None:
    codec = ClaimsCodec()
    claims = codec.load(opened(what))
    assert claims == STATED[what]
    assert codec.load(codec.dump(claims)) == claims  # from its next writing on it is sealed in today's shape


@pytest.mark.parametrize("what", ROWS)
def test_a_list_reads_the_same_person_and_slip_of_it(what: str) -> None:
    for plain in (opened(what), ClaimsCodec().dump(STATED[what])):
        whole = ClaimsCodec().load(plain)
        assert (PersonReader().load(plain), ReferralReader().load(plain)) == (whole.person, whole.referral)


def test_row_keeps_what_it_knew_when_a_claim_is_added_or_dropped() -> None:
    assert ClaimsCodec().load('{"person": {"name": "演示", "nickname": "演"}}'.encode()).person.name == "演示"
