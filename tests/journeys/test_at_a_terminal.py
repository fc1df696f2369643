"""Somebody files at the terminal in the hall: question after question, a paper to take along, and nothing stays."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, db
from tests.browser.axe import assert_targets_are_big
from tests.journeys.conftest import Enters
from tests.journeys.people import grouped_number, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person
from tests.terminals import terminal

pytestmark = pytest.mark.browser
WHO = person(96, "魏测试")
TOUCHED = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
BELOW_THE_KEYBOARD = """() => [...document.querySelectorAll("main :is(input:not([type=radio]), textarea)")]
  .filter(element => element.checkVisibility() && element.getBoundingClientRect().bottom > innerHeight * 0.6)
  .map(element => element.name)"""


def a_terminal(portal: Flask, enters: Enters) -> Visitor:
    """The device in the hall, at its first page."""
    with portal.app_context():
        _made, secret = terminal()
    return enters(TOUCHED, {"portal_terminal": secret}).opens("/kiosk/").is_at("在这里办异地就医备案")


def answers_every_question(who: Visitor) -> None:
    """One a page, high enough that a keyboard on the screen hides none."""
    for heading, answer in (
        ("参保人姓名", lambda: who.writes(参保人姓名=WHO.name)),
        ("身份证号", lambda: who.writes(身份证号=WHO.id_number)),
        ("参加哪种医保", lambda: who.picks_answer("职工医保")),
        ("给谁办", lambda: who.picks_answer("给我自己办")),
        ("去哪里看病（就医地）", lambda: who.picks("省", "上海市").picks("去哪里看病", "上海市")),
        ("从哪天开始", lambda: who.sees("（可以不填）")),
        ("联系电话", lambda: who.writes(联系电话=WHO.phone)),
        ("联系地址", lambda: who.sees("（可以不填）")),
    ):
        who.is_at(heading)
        assert who.page.evaluate(BELOW_THE_KEYBOARD) == [], heading
        assert_targets_are_big(who.page)
        answer().presses("继续")


def test_filed_printed_and_gone(portal: Flask, enters: Enters) -> None:
    who = a_terminal(portal, enters).finds_no_barrier().presses("异地就医备案（职工异地长期居住人员）")
    who.presses("继续").sees("请填写参保人姓名").finds_no_barrier()
    answers_every_question(who)
    who.is_at("核对后提交").finds_no_barrier().ticks("个人信息怎么用").ticks("以上内容都是真的").writes(签名=WHO.name)
    who.presses("提交", within="main").is_at("已经收到您的申请").sees("请打印下面的单子带走").finds_no_barrier()
    filing = the_filing(portal)
    who.sees(grouped_number(filing))
    assert (filing.channel, filing.status) == (Channel.KIOSK, FilingStatus.SUBMITTED)
    who.page.evaluate("window.print = () => { window.printed = true; }")
    who.presses("打印单子")
    assert who.page.evaluate("window.printed") is True
    who.presses("办完了，清除", within="main").is_at("在这里办异地就医备案")
    who.page.go_back()
    expect(who.page.locator("h1")).to_have_text("在这里办异地就医备案")
    who.sees_nothing_of(WHO.name, WHO.phone, filing.number)


def test_left_alone_it_ends_by_itself(portal: Flask, enters: Enters) -> None:
    who = a_terminal(portal, enters)
    who.page.clock.install()
    who.presses("异地就医备案（职工异地长期居住人员）").writes(参保人姓名=WHO.name).presses("继续").is_at("身份证号")
    who.page.clock.fast_forward("02:31")
    expect(who.page.get_by_role("alertdialog")).to_contain_text("您还在吗？")
    who.finds_no_barrier()
    who.page.get_by_role("button", name="我还在").click()
    expect(who.page.get_by_role("alertdialog")).to_be_hidden()
    who.page.clock.fast_forward("03:00")
    who.is_at("在这里办异地就医备案").sees_nothing_of(WHO.name)
    with portal.app_context():
        assert db.session.query(Filing).count() == 0
