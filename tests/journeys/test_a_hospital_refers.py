"""A designated hospital issues a referral; the agency sends it back once, approves it, and it counts for a year."""

from datetime import date

import pytest
from flask import Flask

from tests.journeys.conftest import Enters
from tests.journeys.documents import scan
from tests.journeys.hands import Hands
from tests.journeys.people import a_clerk, a_hospital, grouped_number, masked, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person

pytestmark = pytest.mark.browser
PATIENT = person(31, "赵测试")
SLIP = "转诊转院单"
WRONG = "公章盖在了姓名上，看不清，请重新盖章再传。"


def when_it_issues_a_slip(hospital: Visitor) -> None:
    hospital.is_at("转诊备案").follows("开转诊", within="main")
    hospital.writes(参保人姓名=PATIENT.name, 身份证号=PATIENT.id_number, 联系电话=PATIENT.phone)
    hospital.answers("参加哪种医保", "职工医保").picks("转到哪里", "上海市")
    hospital.writes(疾病诊断="冠心病", 病情摘要="胸闷三个月，药物控制不好", 转诊原因="本院不能做冠脉搭桥")
    hospital.dates("开单日期", date(2026, 9, 14)).writes(经治医生="测试医生", 科主任="测试主任")
    hospital.answers("转诊单上盖了医院公章吗", "是").attaches(scan(SLIP), "slip.pdf").ticks("本院同意转诊")
    hospital.ticks("个人信息怎么用")
    hospital.presses("提交转诊").is_at("转诊单已提交")


def when_the_clerk_sends_it_back(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(PATIENT)).sees("冠心病")
    clerk.presses("看不清", within=SLIP).follows("退回医院更正")
    clerk.sees("转诊单由医院开具，这里不能改").writes(另外要改正或说明的=WRONG).presses("退回医院")
    clerk.sees("已发出一次性告知书。")


def then_the_clerk_cannot_change_it(clerk: Visitor, address: str) -> None:
    assert clerk.offers("登记收到的材料") is False
    clerk.opens(f"{address}/receive").attaches(scan("经办人自己写的转诊单"), "slip.pdf").presses("收下")
    clerk.sees("转诊单由医院开具，经办人不能改。请退回医院更正")


def then_the_hospital_corrects_it_at_the_keys_alone(hospital: Visitor) -> None:
    hospital.opens("/hospital/").sees("退回我们的（1 件）")
    hands = Hands(hospital.page)
    hands.goes_to(masked(PATIENT))
    hands.presses("Enter")
    hospital.sees(WRONG)
    hands.goes_to("去改正")
    hands.presses("Enter")
    hospital.is_at("改好退回的转诊单").sees(WRONG).finds_no_barrier()
    hands.types("急性冠脉综合征")
    hands.goes_to("转诊原因")
    hands.types("本院不能做冠脉搭桥手术")
    hands.goes_to("转诊单上盖了医院公章吗")
    hands.presses("Space")
    hands.goes_to("转诊转院单（照片或扫描件）")
    hands.chooses({"name": "slip.pdf", "mimeType": "application/pdf", "buffer": scan("转诊转院单（重开）")})
    hands.goes_to("本院同意转诊")
    hands.presses("Enter")
    hospital.sees("待审核", "急性冠脉综合征")
    hands.had_little_to_do()


def when_the_clerk_approves(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(PATIENT)).presses("合格", within=SLIP)
    clerk.follows("准予备案").sees("先填的是开转诊单那天").presses("都核对过了，准予备案").sees("已准予备案")


def test_issued_returned_corrected_approved_for_a_year(portal: Flask, enters: Enters) -> None:
    hospital, clerk = a_hospital(portal, enters), a_clerk(portal, enters)
    when_it_issues_a_slip(hospital)
    number = grouped_number(the_filing(portal))
    hospital.sees(number)
    when_the_clerk_sends_it_back(clerk)
    then_the_clerk_cannot_change_it(clerk, f"/clerk/filings/{the_filing(portal).number}")
    then_the_hospital_corrects_it_at_the_keys_alone(hospital)
    when_the_clerk_approves(clerk)
    hospital.opens("/hospital/").follows("有效").sees(number, "还有 12 个月，到 2027年9月14日（周二）")
    assert the_filing(portal).ends_on == date(2027, 9, 14)
