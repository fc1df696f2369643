"""A retiree files for herself, is asked for one thing more, supplies it, and has her paper the same day."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Route, expect

from portal.domain.vocabulary import Evidence, Mark
from portal.models import Filing, db
from portal.services import claims, marks
from tests.journeys.conftest import PHONE, PLAIN_PHONE, SCREEN, Enters
from tests.journeys.documents import photograph, qrs_of, text_of
from tests.journeys.people import (
    a_clerk,
    grouped_number,
    masked,
    the_certificate,
    the_desk_approves,
    the_desk_asks,
    the_filing,
)
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, acting, person, staff

pytestmark = pytest.mark.browser
WHO = person(21, "王测试")
NEED = "异地居住证明"
REMARK = "居住证的有效期那一面没有拍到，请补一张。"


def when_she_finds_her_item_and_registers(she: Visitor) -> None:
    she.opens("/").follows("我该办哪一种？", within="main")
    she.answers("医保在哪里交的？", "汶上县").presses("继续")
    she.answers("您现在的情况是？", "在外地长住或工作半年以上").presses("继续")
    she.answers("打算在外地住多久？", "6 个月或更久").presses("继续")
    she.picks("去哪里看病", "上海市").presses("继续")
    she.is_at("您适合：长期异地就医备案（汶上县）").sees(NEED).follows("现在就办")
    she.sees("要准备什么", NEED, "什么时候办").follows("没有账号，先注册")
    she.writes(姓名=WHO.name, 身份证号=WHO.id_number, 手机号=WHO.phone, 设一个密码=PASSWORD)
    she.presses("注册", within="main").sees("不同意就不能在网上办")
    she.writes(设一个密码=PASSWORD).ticks("我看过").presses("注册", within="main")
    she.is_at("登录").sees("账号已建好，请登录").writes(手机号=WHO.phone, 密码=PASSWORD).presses("登录", within="main")


def when_she_fills_two_pages(she: Visitor) -> None:
    she.presses("现在就办").follows("给我自己办")
    she.answers("参加哪种医保", "职工医保").answers("您属于哪种情况", "异地长期居住").presses("下一步")
    she.picks("去哪里看病", "上海市").dates("从哪天开始", date(2026, 9, 20)).writes(打算住几个月="12")
    she.presses("先看看行不行").sees("照您填的可以办，材料还没有齐").presses("下一步")


def when_she_promises_and_photographs(she: Visitor) -> None:
    she.sees("还差 1 样。").follows("交不出来，签承诺书")
    she.writes(签名=WHO.name).presses("签名").sees("材料齐了。", "签了承诺书")
    if she.has_scripts:
        sees_that_it_is_checked(she)
    else:
        she.attaches(photograph("居住证办理回执单"), "photo.jpg", within=NEED).presses("上传", within=NEED)
    she.sees("再加一张").follows("下一步：核对")
    she.sees("上海市", "2026年9月20日（周日）").ticks("以上内容都是真的").writes(签名=WHO.name)
    she.presses("提交", within="main").is_at("已经收到您的申请").sees("扫码查进度", "最晚 2026年9月14日（周一） 办结")


def sees_that_it_is_checked(she: Visitor) -> None:
    """Under that paper, as long as it takes; meanwhile no other can be sent, for its answer would take its place."""
    held: list[Route] = []
    she.page.route("**/documents/*/add", lambda route: held.append(route))
    with she.page.expect_request("**/documents/*/add"):  # the page says so before the browser has asked
        she.attaches(photograph("居住证办理回执单"), "photo.jpg", within=NEED)
    expect(she.page.get_by_text("正在检查，请稍等…").locator("visible=true").last).to_be_visible()
    assert she.page.locator("#checklist input:enabled:not([type=hidden])").count() == 0
    held[0].continue_()
    she.page.unroute("**/documents/*/add")


def when_the_clerk_asks_for_one_thing_more(clerk: Visitor) -> None:
    clerk.opens("/clerk/").is_at("待办的备案").follows(masked(WHO))
    clerk.sees("本人承诺").presses("看不清", within=NEED)
    clerk.follows("一次性告知").sees("还要补的别的材料").writes(另外要改正或说明的=REMARK).presses("发出告知书")
    clerk.sees("已发出一次性告知书。", "待补材料")


def then_she_learns_of_it_and_supplies_it(she: Visitor) -> None:
    she.opens("/me").sees("待补材料").follows("补材料").sees(REMARK, "还差 1 样。")
    she.attaches(photograph("居住证办理回执单", seed=2), "clear.jpg", within=NEED)
    if not she.has_scripts:
        she.presses("上传", within=NEED)
    she.sees("材料齐了。").presses("一次交齐").sees("待审核")


def when_the_clerk_approves(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(WHO))
    clerk.follows("准予备案").sees(f"{NEED}", "参保状态：还没查系统", "是不是本人：还没和证件核对")
    clerk.presses("都核对过了，准予备案").sees("已准予备案，回执和备案表已经发出。")


def then_she_holds_the_paper(she: Visitor) -> bytes:
    she.opens("/me").sees("还没生效", "2026年9月20日").follows("看详情")
    she.sees("到哪天为止，指南没有写明").follows("备案回执")
    return she.downloads("下载 PDF")


def test_from_the_first_question_to_the_paper_in_hand(portal: Flask, enters: Enters) -> None:
    clerk = a_clerk(portal, enters)
    she = enters(PHONE)
    when_she_finds_her_item_and_registers(she)
    when_she_fills_two_pages(she)
    when_she_promises_and_photographs(she)
    when_the_clerk_asks_for_one_thing_more(clerk)
    then_she_learns_of_it_and_supplies_it(she)
    when_the_clerk_approves(clerk)
    document = then_she_holds_the_paper(she)
    filing = the_filing(portal)
    assert [words for words in (WHO.name, grouped_number(filing)) if words not in text_of(document)] == []
    certificate, state = sorted(qrs_of(document), key=len, reverse=True)
    assert certificate.partition("/verify#")[2] == the_certificate(portal)
    stranger = enters(PHONE).opens(urlsplit(state).path)
    stranger.sees("还没生效").sees_nothing_of(WHO.name, WHO.id_number, filing.number, "长期异地就医备案")


def given_nobody_can_read_the_photograph(portal: Flask) -> None:
    with portal.app_context():
        reader, filing = acting(staff("reader")), db.session.query(Filing).one()
        [sent] = [each for each in claims.live_documents(filing) if each.evidence is Evidence.UPLOAD]
        marks.mark(reader, filing.number, sent.uid, Mark.ILLEGIBLE)


@pytest.mark.parametrize("device", [SCREEN, PLAIN_PHONE], ids=["desktop", "phone-without-javascript"])
def test_on_another_device_she_does_all_of_hers(portal: Flask, enters: Enters, device: dict[str, Any]) -> None:
    """The clerk's pages are the same whoever waits for them: what is done there is done without a browser."""
    she = enters(device)
    when_she_finds_her_item_and_registers(she)
    when_she_fills_two_pages(she)
    when_she_promises_and_photographs(she)
    given_nobody_can_read_the_photograph(portal)
    the_desk_asks(portal, "residence_proof", remark=REMARK)
    then_she_learns_of_it_and_supplies_it(she)
    the_desk_approves(portal)
    assert WHO.name in text_of(then_she_holds_the_paper(she))
