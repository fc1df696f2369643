"""A daughter rings about her mother in an emergency ward far away; the paper follows by fax."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.domain.vocabulary import Channel, Evidence, Role
from portal.models import Document, db
from tests.browser.axe import AT_THE_DESK, assert_targets_are_big
from tests.journeys.conftest import Enters
from tests.journeys.documents import fax
from tests.journeys.hands import Hands
from tests.journeys.people import a_clerk, at_work, grouped_number, masked, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person, staff

pytestmark = pytest.mark.browser
MOTHER, DAUGHTER = person(41, "周测试"), person(42, "吴测试")
RECORD = "急诊诊断材料"
DESK = {"viewport": {"width": 1366, "height": 768}}
BELOW_THE_EDGE = """() => scrollY > 0 ? ["scrolled"] : [...document.querySelectorAll(
    "main form :is(input, select, button, summary), #verdict .summary")]
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([element, box]) => element.checkVisibility() && (box.top < 0 || box.bottom > innerHeight))
  .map(([element, box]) => `${element.tagName} ${element.name || element.textContent} ${box.bottom}`)"""


BROKEN_DATES = """() => [...document.querySelectorAll(".date-parts")].filter(each => each.checkVisibility())
  .map(each => [...each.children].map(part => part.getBoundingClientRect().top))
  .filter(tops => new Set(tops).size > 1)"""


def when_the_clerk_listens_and_types(clerk: Visitor) -> None:
    clerk.follows("电话登记").follows("异地急诊转住院联网备案").sees("还要问")
    clerk.writes(来电人姓名=DAUGHTER.name, 回电号码=DAUGHTER.phone, 和参保人的关系="女儿")
    clerk.writes(参保人姓名=MOTHER.name, 身份证号=MOTHER.id_number).answers("参加哪种医保", "职工医保")
    clerk.picks("去哪里看病", "上海市").writes(在哪家医院="上海某医院").dates("哪天住院的", date(2026, 9, 13))
    clerk.answers("是急诊吗", "不是").sees("不合适办这一项", "转外就医备案")
    clerk.answers("是急诊吗", "是").answers("已经住院了吗", "是").answers("医院能异地联网结算吗", "是")
    clerk.sees("还差的材料", RECORD, "最晚办结", "2026年9月14日（周一）")


def then_the_number_is_read_back(clerk: Visitor, portal: Flask) -> None:
    clerk.ticks("个人信息怎么用").presses("登记", within="main").is_at("已经登记").sees(
        "请读出编号", grouped_number(the_filing(portal)), "绑定码"
    )


def when_the_fax_arrives(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(MOTHER)).opens_up("其他办法").follows("登记收到的材料")
    clerk.answers("怎么来的", "传真").attaches(fax("急诊诊断证明"), "fax.tif", within=RECORD).presses("收下")
    clerk.sees("材料已经登记。", "传真件").sees_picture(f"{RECORD}，第 2 页")


def when_the_clerk_approves(clerk: Visitor) -> None:
    clerk.presses("合格", within=RECORD).follows("准予备案").presses("都核对过了，准予备案").sees("已准予备案")


def test_keyed_read_back_faxed_and_approved(portal: Flask, enters: Enters) -> None:
    clerk = a_clerk(portal, enters)
    when_the_clerk_listens_and_types(clerk)
    then_the_number_is_read_back(clerk, portal)
    assert the_filing(portal).channel is Channel.PHONE
    when_the_fax_arrives(clerk)
    when_the_clerk_approves(clerk)
    with portal.app_context():
        document = db.session.query(Document).filter_by(kind="emergency_record").one()
        assert (document.evidence, document.pages) == (Evidence.FAX, 2)


def test_the_consequence_of_being_late_is_seen_while_typing(portal: Flask, enters: Enters) -> None:
    clerk = a_clerk(portal, enters, "liujiang")
    clerk.follows("窗口登记").follows("异地急诊人员备案")
    assert clerk.page.evaluate(BROKEN_DATES) == []
    clerk.writes(参保人姓名=MOTHER.name, 身份证号=MOTHER.id_number, 这次在外地一共多少天="30")
    clerk.answers("参加哪种医保", "职工医保").picks("去哪里看病", "上海市").dates("哪天住院的", date(2026, 9, 11))
    clerk.answers("是急诊吗", "是").answers("已经住院了吗", "是").sees("2026年9月18日（周五）")
    clerk.dates("哪天住院的", date(2026, 9, 1)).sees("2026年9月8日（周二）", "晚了会怎样（以经办机构答复为准）")


def test_at_the_keys_alone_on_one_screen_from_the_call_to_the_number(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        staff("clerk-wenshang", "wenshang")
    clerk = at_work(portal, enters, "clerk-wenshang", DESK).opens("/clerk/")
    hands = Hands(clerk.page)
    hands.presses("t")
    clerk.is_at("电话登记")
    hands.goes_to("异地急诊转住院联网备案")
    hands.presses("Enter")
    clerk.sees("请问您怎么称呼？")
    assert clerk.page.evaluate(BELOW_THE_EDGE) == []
    hands.types(DAUGHTER.name)
    for label, text in (
        ("回电号码", DAUGHTER.phone),
        ("和参保人的关系", "女儿"),
        ("参保人姓名", MOTHER.name),
        ("身份证号", MOTHER.id_number),
    ):
        hands.goes_to(label)
        hands.types(text)
    hands.goes_to("参加哪种医保")
    hands.presses("Space")
    hands.goes_to("打字找")
    hands.types("上海")
    hands.presses("Enter")
    expect(clerk.page.locator(".place-typing [role=status]")).to_contain_text("上海")
    hands.goes_to("在哪家医院")
    hands.types("上海某医院")
    hands.goes_to("哪天住院的")
    hands.types("20260913")
    for label in ("是急诊吗", "已经住院了吗", "医院能异地联网结算吗", "个人信息怎么用”念给对方"):
        hands.goes_to(label)
        hands.presses("Space")
    clerk.sees("还差的材料", RECORD, "最晚办结", "2026年9月14日（周一）")
    assert clerk.page.evaluate(BELOW_THE_EDGE) == []
    clerk.finds_no_barrier()
    assert_targets_are_big(clerk.page, AT_THE_DESK)
    hands.presses("Enter")
    clerk.is_at("已经登记").sees("请读出编号", grouped_number(the_filing(portal)))
    hands.had_little_to_do()
    assert the_filing(portal).claims.admission.on == date(2026, 9, 13)


def test_in_english_it_is_one_screen_too(portal: Flask, enters: Enters) -> None:
    """English takes more room than Chinese, and a supervisor's menu more than a clerk's."""
    with portal.app_context():
        staff("chief-wenshang", "wenshang", Role.SUPERVISOR)
    clerk = at_work(portal, enters, "chief-wenshang", DESK).opens("/clerk/intake/phone/emergency")
    clerk.page.get_by_role("button", name="English").click()
    clerk.sees("Still to ask")
    assert clerk.page.evaluate(BELOW_THE_EDGE) == []
