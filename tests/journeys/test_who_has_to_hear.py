"""Who rings to ask is answered, what was promised is chased, and who hears by no message is written to."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.claims import laid_over
from portal.domain.vocabulary import Channel
from portal.services import intake
from portal.worker import Worker
from tests.journeys.conftest import PHONE, Enters
from tests.journeys.people import a_clerk
from tests.people import PASSWORD, acting, person, staff
from tests.web.clerk.cases import emergency, filed
from tests.web.living import StoppedClock

pytestmark = pytest.mark.browser
MOTHER, CALL_BACK = person(91, "周测试"), "13900001111"


def given_a_call_of_this_morning(portal: Flask) -> str:
    rang = {"caller.name": "周小妹", "caller.phone": CALL_BACK, "caller.relation": "女儿"}
    with portal.app_context():
        ctx = acting(staff("early"), Channel.PHONE)
        return intake.enter(ctx, "wenshang.emergency", laid_over(emergency(MOTHER), rang), "key").filing.number


def test_a_caller_is_answered_by_keys_and_a_promised_paper_is_chased(portal: Flask, enters: Enters) -> None:
    number = given_a_call_of_this_morning(portal)
    clerk = a_clerk(portal, enters).opens("/clerk/calls").finds_no_barrier()
    clerk.page.keyboard.insert_text(CALL_BACK)
    clerk.page.keyboard.press("Enter")
    clerk.sees("请先听对方说姓名和身份证号后几位", "急诊诊断材料", "2026年9月14日（周一）").finds_no_barrier()
    clerk.sees_nothing_of(MOTHER.name, MOTHER.id_number)
    clerk.page.keyboard.press("l")
    clerk.sees("这个电话已经记下")
    clerk.opens(f"/clerk/filings/{number}").opens_up("其他办法").follows("约定补交的日子").finds_no_barrier()
    clerk.dates("哪天", date(2026, 9, 15)).presses("记下来").sees("已记下约定的日子")
    clerk.opens("/clerk/promises").sees("9月15日（周二）", "急诊诊断材料").finds_no_barrier()
    clerk.follows("打电话催").writes(告诉了谁="打 13900001111，女儿接的，明天传真来").presses("记下来")
    clerk.sees("已记下电话告知。")


def test_where_no_message_goes_a_letter_does_and_she_reads_of_it(
    portal: Flask, enters: Enters, clock: StoppedClock, worker: Worker
) -> None:
    with portal.app_context():
        number = filed(92, proof=False).number
    clock.pass_by(timedelta(minutes=10))
    worker.work_off()
    she = enters(PHONE).signs_in(person(92).phone, PASSWORD)
    she.opens("/account/messages").sees("没有设置短信通道，不发短信。").finds_no_barrier()
    she.picks_answer("English").writes(电子邮箱="she@example.org").presses("保存")
    clerk = (
        a_clerk(portal, enters)
        .opens("/clerk/messages")
        .finds_no_barrier()
        .follows("寄信", within="main")
        .finds_no_barrier()
    )
    letter = clerk.page.get_by_role("link", name="打印带地址的信").get_attribute("href")
    assert clerk.page.request.get(str(letter)).body().startswith(b"%PDF-")
    clerk.presses("已经寄出").sees("已经寄信")
    she.opens(f"/me/filings/{number}").sees("发给您的消息", "已经寄信").finds_no_barrier()
