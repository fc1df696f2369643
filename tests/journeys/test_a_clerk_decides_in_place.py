"""A clerk works through two filings: nothing jumps, a paper stays as it was turned, and the next one is offered."""

from contextlib import ExitStack
from datetime import timedelta
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from portal.adapters.file_store import FileStore
from portal.demo.documents import SampleDocuments
from portal.services import documents, filings
from portal.web import downloads, uploads
from tests.browser.chromium import watched
from tests.browser.server import serving
from tests.journeys.conftest import PHONE, Enters, StoppedClock
from tests.journeys.people import a_clerk, at_work, masked
from tests.journeys.visitor import Visitor
from tests.people import SyntheticPerson, acting, citizen, long_stay, person, staff
from tests.web.living import staff_cookie

pytestmark = pytest.mark.browser
FIRST, SECOND = person(71, "卫测试"), person(72, "蒋测试")
HIDDEN = """() => {  // a picture may be taller than the screen; a thumb's breadth of it is enough
  const bar = document.querySelector(".sticky-bar"), focused = document.activeElement;
  const under = bar.getBoundingClientRect(), box = focused.getBoundingClientRect();
  const shown = Math.min(box.bottom, under.top) - Math.max(box.top, 0);
  const is_apart = bar.contains(focused) || box.top >= under.bottom;
  const is_hidden = !is_apart && shown < Math.min(box.height, 48) - 1;
  return {
    is_past: focused.closest(".colophon") !== null,
    hidden: is_hidden ? [`${focused.tagName} ${focused.textContent.trim()} ${shown}`] : [],
  };
}"""


ROOM_UNDER_THE_BUTTON = """() => document.querySelector(".counters").getBoundingClientRect().top
  - document.querySelector(".take-next button").getBoundingClientRect().bottom"""
DESK = {"viewport": {"width": 1366, "height": 768}}
OUT_OF_SIGHT = """() => {  // of a paper its upper half is enough to read it
  const bar = document.querySelector(".sticky-bar").getBoundingClientRect();
  const seen = ["section[aria-labelledby=verdict-title] .summary", ".sheet-rest > div + div .summary", ".scan img"];
  return seen.map(each => document.querySelector(each))
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => box.top < 0 || (element.tagName === "IMG" ? box.top + 200 : box.bottom) > bar.top)
    .map(([element, box]) => `${element.tagName} ${element.className} ${box.top} ${box.bottom}`)
    .concat(bar.bottom > innerHeight + 1 || scrollY > 0 ? ["bar"] : []);
}"""


def two_wait(portal: Flask) -> None:
    """Both sent in today, the first one first."""
    with portal.app_context():
        samples = SampleDocuments(cast(FileStore, portal.extensions["portal_papers"]))
        for minutes, who in enumerate((FIRST, SECOND)):
            ctx = acting(citizen(who), later=timedelta(minutes=minutes))
            draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(who))
            documents.attach(ctx, draft.number, "residence_proof", samples.kept("residence_proof", "photograph"), None)
            filings.submit(ctx, draft.number)


def stays_on_this_page(clerk: Visitor) -> None:
    """Leave a sign that a page loaded anew would not have."""
    clerk.page.evaluate("window.wasHere = true")


def is_still_there(clerk: Visitor) -> None:
    assert clerk.page.evaluate("window.wasHere === true"), "the page was loaded anew"


def opened(clerk: Visitor, who: SyntheticPerson) -> Visitor:
    return clerk.opens("/clerk/").follows(masked(who))


def test_papers_are_marked_and_the_filing_decided_without_the_page_jumping(portal: Flask, enters: Enters) -> None:
    two_wait(portal)
    clerk = opened(a_clerk(portal, enters), FIRST)
    number = clerk.path
    stays_on_this_page(clerk)
    clerk.presses("放大").presses("合格")
    is_still_there(clerk)
    expect(clerk.page.get_by_role("button", name="合格")).to_be_focused()
    expect(clerk.page.get_by_role("button", name="合格")).to_have_attribute("aria-pressed", "true")
    expect(clerk.page.locator("[data-scan]")).to_have_class("scan scan-large")
    expect(clerk.page.get_by_role("button", name="缩小")).to_have_count(1)
    clerk.presses("查到：正常参保")
    expect(clerk.page.locator("#checks")).to_be_focused()
    clerk.presses("证件核对无误，是本人").follows("准予备案").is_at("准予备案").sees("申报账号：还没核实是本人的")
    expect(clerk.page.get_by_role("button", name="都核对过了，准予备案")).to_be_focused()
    clerk.finds_no_barrier().page.keyboard.press("Enter")
    clerk.sees("已准予备案")
    is_still_there(clerk)
    expect(clerk.page.locator(".notice-ok")).to_be_focused()
    assert clerk.page.url.endswith(f"{number}?done=approved")
    clerk.finds_no_barrier().page.keyboard.press("n")
    clerk.page.wait_for_url(lambda url: "done" not in url)
    clerk.sees(masked(SECOND))
    clerk.page.go_back()
    clerk.sees("已准予备案")


def test_an_act_with_a_reason_opens_in_place_and_says_what_is_missing(portal: Flask, enters: Enters) -> None:
    two_wait(portal)
    clerk = opened(a_clerk(portal, enters), SECOND)
    stays_on_this_page(clerk)
    clerk.follows("不予受理").is_at("不予受理").writes(理由="").presses("不予受理", within="main")
    clerk.sees("还有内容需要改正").writes(理由="居住证不是本人的").presses("不予受理", within="main")
    clerk.sees("已发出不予受理通知书。")
    is_still_there(clerk)
    assert clerk.page.title().startswith(clerk.read("h1"))


def test_person_verdict_paper_and_decision_are_on_one_screen_and_each_a_key_away(portal: Flask, enters: Enters) -> None:
    two_wait(portal)
    with portal.app_context():
        staff("clerk")
    clerk = at_work(portal, enters, "clerk", DESK).opens("/clerk/")
    clerk.page.keyboard.press("n")
    clerk.sees(masked(FIRST), "检查结果").sees_picture("1 页")
    clerk.page.evaluate("scrollTo(0, 0)")
    assert clerk.page.evaluate(OUT_OF_SIGHT) == []
    clerk.finds_no_barrier().page.keyboard.press("g")
    clerk.is_at("一次性告知").follows("回到这一件").page.keyboard.press("a")
    clerk.is_at("准予备案").opens("/clerk/?mine=1").sees(masked(FIRST), "我在办").sees_nothing_of(masked(SECOND))


def test_by_keyboard_nothing_hides_behind_the_decision_bar(portal: Flask, enters: Enters) -> None:
    two_wait(portal)
    with portal.app_context():
        staff("clerk")
    clerk = opened(at_work(portal, enters, "clerk", PHONE), FIRST)
    hidden = []
    while not (seen := clerk.page.evaluate(HIDDEN))["is_past"]:
        hidden += seen["hidden"]
        clerk.page.keyboard.press("Tab")
    assert hidden == []


def test_the_queue_is_narrowed_in_place(portal: Flask, enters: Enters) -> None:
    two_wait(portal)
    clerk = a_clerk(portal, enters)
    assert clerk.page.evaluate(ROOM_UNDER_THE_BUTTON) > 0
    stays_on_this_page(clerk)
    clerk.picks("来路", "窗口").presses("筛选").sees("这样筛选没有备案")
    assert "channel=window" in clerk.page.url
    clerk.picks("来路", "网上").presses("筛选").sees(masked(FIRST), masked(SECOND))
    clerk.page.keyboard.press("j")
    expect(clerk.page.get_by_role("link", name=masked(FIRST))).to_be_focused()
    clerk.writes(查找=SECOND.name).presses("查找", within="main").sees(masked(SECOND)).sees_nothing_of(masked(FIRST))
    is_still_there(clerk)


def test_a_session_that_has_ended_leads_to_signing_in_whole(portal: Flask, enters: Enters, clock: StoppedClock) -> None:
    two_wait(portal)
    clerk = opened(a_clerk(portal, enters), FIRST)
    clock.pass_by(timedelta(minutes=16))
    clerk.presses("合格").is_at("登录")
    assert not clerk.offers("退出")


def test_a_picture_the_server_had_no_time_for_comes_by_itself(portal: Flask, chromium: Browser) -> None:
    two_wait(portal)
    with portal.app_context():
        staff("clerk-wenshang")
    cookies = {"portal_session": staff_cookie(portal, "clerk-wenshang")}
    with serving(portal) as address, watched(chromium, address, cookies, ("503",)) as context, ExitStack() as busy:
        clerk = Visitor(context.new_page(), has_scripts=True).opens("/clerk/")
        for _each in range(downloads.PICTURE_SEATS):
            busy.enter_context(uploads.seat(downloads._PICTURE_SEATS))
        with clerk.page.expect_response(lambda answer: answer.status == 503):
            clerk.follows(masked(FIRST))
        picture = clerk.page.locator(".scan img").first
        expect(picture).to_have_js_property("naturalWidth", 0)
        clerk.finds_no_barrier()
        busy.close()
        expect(picture).not_to_have_js_property("naturalWidth", 0, timeout=30_000)
        clerk.sees_picture("1 页")
