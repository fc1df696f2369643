"""A clerk listens so long that the session ends before the button is pressed: nothing of the conversation is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests import people
from tests.journeys.conftest import SCREEN, Enters, StoppedClock
from tests.journeys.people import grouped_number, the_filing
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, code_at, person
from tests.web.clerk.cases import filed

pytestmark = pytest.mark.browser
MOTHER, DAUGHTER = person(41, "周测试"), person(42, "吴测试")
PLAIN_SCREEN: dict[str, Any] = {**SCREEN, "java_script_enabled": False}


def when_the_conversation_is_typed(clerk: Visitor) -> None:
    clerk.follows("电话登记").follows("异地急诊转住院联网备案")
    clerk.writes(来电人姓名=DAUGHTER.name, 回电号码=DAUGHTER.phone, 和参保人的关系="女儿")
    clerk.writes(参保人姓名=MOTHER.name, 身份证号=MOTHER.id_number).answers("参加哪种医保", "职工医保")
    clerk.picks("去哪里看病", "上海市").dates("哪天住院的", date(2026, 9, 13))
    clerk.answers("是急诊吗", "是").answers("已经住院了吗", "是").answers("医院能异地联网结算吗", "是")
    if clerk.has_scripts:  # the last look ahead is asked for 0.7 s after the last letter; then none is on its way
        clerk.sees("还差的材料", "最晚办结").page.wait_for_timeout(1000)
        expect(clerk.page.locator(".htmx-request")).to_have_count(0)


def test_going_back_after_signing_out_shows_nothing(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        people.citizen(MOTHER)
    she = enters(SCREEN).signs_in(MOTHER.phone, PASSWORD).opens("/account").sees(MOTHER.name)
    she.presses("退出登录").page.go_back()
    she.is_at("登录")
    assert MOTHER.name not in she.page.content()


@pytest.mark.parametrize("device", [SCREEN, PLAIN_SCREEN], ids=["with scripts", "without"])
def test_it_goes_in_after_signing_in_again(
    portal: Flask, enters: Enters, clock: StoppedClock, device: dict[str, Any]
) -> None:
    with portal.app_context():
        people.staff("clerk")
    clerk = enters(device).signs_in("clerk", PASSWORD).gives_code(code_at(clock.now))
    when_the_conversation_is_typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    clerk.ticks("个人信息怎么用").presses("登记", within="main").is_at("登录")
    clerk.writes(手机号="clerk", 密码=PASSWORD).presses("登录", within="main")
    clerk.gives_code(code_at(clock.now))
    clerk.is_at("您刚才填的内容还在").sees("电话登记")
    if clerk.has_scripts:  # what looks for barriers is a script itself
        clerk.finds_no_barrier()
    clerk.presses("继续提交").is_at("已经登记").sees(grouped_number(the_filing(portal)), "绑定码")


@pytest.mark.parametrize("device", [SCREEN, PLAIN_SCREEN], ids=["with scripts", "without"])
def test_a_reason_is_not_lost_with_the_cookie(
    portal: Flask, enters: Enters, clock: StoppedClock, device: dict[str, Any]
) -> None:
    with portal.app_context():
        people.staff("clerk")
        number = filed(9, proof=False).number
    clerk = enters(device).signs_in("clerk", PASSWORD).gives_code(code_at(clock.now))
    clerk.opens(f"/clerk/filings/{number}/refuse").page.locator("textarea").fill("两张单子上的日期不一样")
    clerk.page.context.clear_cookies()
    clerk.presses("不予受理", within="main").is_at("登录").sees("您刚才填的内容还在")
    clerk.writes(手机号="clerk", 密码=PASSWORD).presses("登录", within="main")
    clock.pass_by(timedelta(minutes=1))
    clerk.gives_code(code_at(clock.now)).is_at("您刚才填的内容还在")
    clerk.presses("继续提交").sees("不予受理", "两张单子上的日期不一样")
