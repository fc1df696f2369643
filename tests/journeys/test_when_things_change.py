"""A filing in force is changed without a gap, ended on return, withdrawn in time, or runs out by itself."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.claims import Claims, ContactClaim, ReferralClaim, SlipClaim
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, User, db
from portal.services import documents, filings, referrals
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.journeys.conftest import PHONE, Enters, StoppedClock
from tests.journeys.documents import photograph
from tests.journeys.people import a_clerk, at_work, masked
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, acting, citizen, hospital_staff, insured, long_stay, person, staff

pytestmark = pytest.mark.browser
WHO = person(81, "蒋测试")
PROOF = "异地居住证明"


def given_a_filing_sent_in(user: User) -> Filing:
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
    stored = StoredFile("key-of-the-first", "image/jpeg", 1000, 1, "a" * 64)
    documents.attach(acting(user), filing.number, "residence_proof", stored, None)
    return filings.submit(acting(user), filing.number)


def given_one_in_force(user: User) -> str:
    filing = given_a_filing_sent_in(user)
    return approve(acting(staff("before")), filing).number


def statuses(portal: Flask) -> dict[str, FilingStatus]:
    with portal.app_context():
        return {row.number: row.status for row in db.session.query(Filing).order_by(Filing.id)}


def when_she_asks_for_another_place(she: Visitor, number: str) -> None:
    she.opens(f"/me/filings/{number}").sees("新的办好以前，这一份照旧").presses("变更")
    she.presses("下一步").picks("省", "广东省").picks("去哪里看病", "广州市").presses("下一步")
    she.attaches(photograph("广州居住证"), "card.jpg", within=PROOF).sees("材料齐了。").follows("下一步：核对")
    she.sees("广州市").ticks("以上内容都是真的").writes(签名=WHO.name).presses("提交", within="main")
    she.is_at("已经收到您的申请")


def test_a_change_leaves_no_day_without_cover(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        number = given_one_in_force(citizen(WHO))
    she = enters(PHONE).signs_in(WHO.phone, PASSWORD)
    when_she_asks_for_another_place(she, number)
    assert list(statuses(portal).values()) == [FilingStatus.APPROVED, FilingStatus.SUBMITTED]
    she.opens(f"/me/filings/{number}").sees("已备案")
    clerk = a_clerk(portal, enters)
    clerk.follows(masked(WHO)).presses("合格", within=PROOF).presses("查到：正常参保")
    clerk.follows("准予备案").presses("都核对过了，准予备案").sees("已准予备案")
    assert list(statuses(portal).values()) == [FilingStatus.SUPERSEDED, FilingStatus.APPROVED]
    she.opens(f"/me/filings/{number}").sees("已变更", "以后由新的备案代替").follows("看新的那一件").sees("已备案")


def test_back_home_she_ends_it(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        number = given_one_in_force(citizen(WHO))
    she = enters(PHONE).signs_in(WHO.phone, PASSWORD).opens(f"/me/filings/{number}").follows("取消备案")
    she.sees("取消以后不能恢复").writes(为什么取消="已经回来住").presses("取消备案", within="main")
    she.sees("已取消", "到 2026年9月14日（周一） 为止有效")
    assert statuses(portal) == {number: FilingStatus.CANCELLED}


def test_before_the_decision_she_takes_it_back(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        number = given_a_filing_sent_in(citizen(WHO)).number
    she = enters(PHONE).signs_in(WHO.phone, PASSWORD).opens(f"/me/filings/{number}").follows("撤回申请")
    she.presses("撤回", within="main").sees("已撤回", "要办请重新申请")
    assert statuses(portal) == {number: FilingStatus.WITHDRAWN}


def slip_of(day: date) -> Claims:
    """A slip as the hospital typed it."""
    return Claims(
        person=insured(WHO),
        treatment_place="310000",
        referral=ReferralClaim(issued_on=day),
        contact=ContactClaim(phone=WHO.phone),
        slip=SlipClaim(diagnosis_name="冠心病", reason="本院不能做", condition="胸闷", doctor="王", chief="李"),
    )


def given_a_referral_in_force() -> None:
    hospital = acting(hospital_staff("tcm"), Channel.HOSPITAL)
    stored = StoredFile("key-of-the-slip", "application/pdf", 1000, 1, "b" * 64)
    filing = referrals.issue(hospital, slip_of(date(2026, 9, 14)), [stored], "key-of-the-slip", is_sealed=True)
    approve(acting(staff("before")), filing, "材料齐全")


def test_a_referral_runs_out_after_its_year(portal: Flask, enters: Enters, clock: StoppedClock) -> None:
    with portal.app_context():
        given_a_referral_in_force()
    clock.pass_by(timedelta(days=365))
    hospital = at_work(portal, enters, "tcm")
    hospital.opens("/hospital/?list=ending").sees("今天是最后一天（2027年9月14日（周二））")
    if hospital.has_scripts:
        hospital.page.keyboard.press("1")
        hospital.page.keyboard.press("Enter")
        hospital.is_at("开转诊").finds_no_barrier()
    clock.pass_by(timedelta(days=1))
    at_work(portal, enters, "tcm").follows("已结束").sees("已过期")
