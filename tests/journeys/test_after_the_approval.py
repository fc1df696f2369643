"""After the approval: a promise is looked into, a complaint is answered, the month is drawn, and she comes home."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.vocabulary import FilingStatus
from tests.journeys.conftest import PHONE, Enters
from tests.journeys.people import a_clerk, a_supervisor, the_filing
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, person
from tests.services.test_pledge_checks import pledged

pytestmark = pytest.mark.browser
WHO, WORDS, ANSWER = person(1), "打了三次电话才有人接", "已经加派人手接电话"


def when_the_clerk_looks_into_the_promise(clerk: Visitor, she: Visitor, number: str) -> None:
    clerk.opens("/clerk/pledges").finds_no_barrier().follows("测*").finds_no_barrier()
    clerk.picks_answer("还没有核查，定个日子").dates("哪天以前核查", date(2026, 10, 8)).presses("记下来")
    she.opens(f"/me/filings/{number}").sees("2026年10月8日（周四）以前核查").finds_no_barrier()
    clerk.follows("测*").picks_answer("兑现了").presses("记下来").sees("没有要核查的承诺")


def when_she_rates_and_complains(she: Visitor) -> None:
    she.follows("评价、投诉或提意见").finds_no_barrier().picks_answer("不满意").presses("评价", within="main")
    she.sees("不满意").writes(要投诉什么=WORDS).presses("交给主管").sees(WORDS).finds_no_barrier()


def then_the_supervisor_answers(boss: Visitor, number: str) -> None:
    boss.opens("/admin/complaints/").sees_nothing_of(WORDS, WHO.name).finds_no_barrier()
    boss.opens(f"/admin/complaints/{number}").sees(WORDS).finds_no_barrier()
    boss.writes(答复=ANSWER).presses("答复", within="main").sees(WORDS, ANSWER)
    boss.opens("/admin/figures/?month=2026-09").sees("不满意").finds_no_barrier()
    assert boss.page.locator("svg.chart").count() >= 2


def test_looked_into_heard_and_home_again(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        number = pledged(1).number
    she = enters(PHONE).signs_in(WHO.phone, PASSWORD)
    when_the_clerk_looks_into_the_promise(a_clerk(portal, enters), she, number)
    when_she_rates_and_complains(she)
    then_the_supervisor_answers(a_supervisor(portal, enters), number)
    she.opens(f"/me/filings/{number}/feedback").sees(ANSWER)
    she.opens(f"/me/filings/{number}").follows("我回来了").finds_no_barrier().presses("我回来了，结束备案").sees(
        "已取消"
    )
    assert the_filing(portal).status is FilingStatus.CANCELLED
