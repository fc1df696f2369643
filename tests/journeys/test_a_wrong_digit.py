"""A digit taken wrongly on the telephone is mended, a notice opens one field, and the papers say what is right."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from flask import Flask

from portal.domain.claims import laid_over
from portal.domain.vocabulary import Channel, FilingStatus
from portal.services import intake
from tests.journeys.conftest import PHONE, PLAIN_PHONE, Enters
from tests.journeys.documents import photograph
from tests.journeys.people import a_clerk, masked, the_desk_approves, the_desk_asks, the_filing
from tests.journeys.visitor import Visitor
from tests.people import acting, person, staff
from tests.web.clerk.cases import emergency

pytestmark = pytest.mark.browser
MOTHER, DAUGHTER, SOMEBODY = person(41, "周测试"), person(42, "吴测试"), person(43, "周测试")
RECORD = "急诊诊断材料"


def when_the_clerk_mishears_a_digit(clerk: Visitor) -> None:
    clerk.follows("电话登记").follows("异地急诊转住院联网备案")
    clerk.writes(来电人姓名=DAUGHTER.name, 回电号码=DAUGHTER.phone, 和参保人的关系="女儿")
    clerk.writes(参保人姓名=MOTHER.name, 身份证号=SOMEBODY.id_number).answers("参加哪种医保", "职工医保")
    clerk.picks("去哪里看病", "上海市").dates("哪天住院的", date(2026, 9, 13))
    clerk.answers("是急诊吗", "是").answers("已经住院了吗", "是").answers("医院能异地联网结算吗", "是")
    clerk.ticks("个人信息怎么用").presses("登记", within="main").is_at("已经登记")


def when_she_rings_again_and_it_is_mended(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(MOTHER)).opens_up("其他办法").follows("更正填报内容")
    clerk.sees_nothing_of(SOMEBODY.id_number).finds_no_barrier()
    clerk.writes(身份证号=MOTHER.id_number).presses("更正", within="main").sees("已更正，检查结果已经重算。")
    clerk.opens_up("办理经过").sees("参保人身份证号", "位不同", f"是{DAUGHTER.name}（女儿）说的，电话")
    clerk.sees_nothing_of(MOTHER.id_number, SOMEBODY.id_number)


def when_the_clerk_asks_how_to_reach_her(clerk: Visitor) -> str:
    clerk.follows("一次性告知").opens_up("填的内容要补填或改正的")
    clerk.ticks("联系电话").presses("发出告知书").sees("已发出一次性告知书。")
    return urlsplit(clerk.opens_up("其他办法").presses("生成上传链接").read(".secret")).path


def when_she_sends_both(she: Visitor, link: str) -> None:
    she.opens(link).sees("要补填或改正的", "联系电话")
    if she.has_scripts:  # axe is one: without scripts it never answers
        she.finds_no_barrier()
    assert she.page.locator("#answers input:not([type=hidden])").count() == 1
    she.attaches(photograph("急诊"), "record.jpg", within=RECORD).presses("上传", within=RECORD)
    she.writes(联系电话=MOTHER.phone).presses("一次交齐").is_at("已经交上去了")


def when_the_clerk_approves(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(MOTHER)).presses("合格", within=RECORD)
    clerk.follows("准予备案").presses("都核对过了，准予备案").sees("已准予备案")
    clerk.follows("备案回执", within="已经发出的文书").sees(f"{'*' * 16}{MOTHER.id_number[-2:]}").page.go_back()
    clerk.follows("异地就医登记备案表", within="已经发出的文书").sees(MOTHER.id_number[-4:], MOTHER.phone)


def then_she_reads_that_it_is_done(she: Visitor, number: str) -> None:
    she.opens("/progress").writes(编号=number, 参保人身份证号后四位=MOTHER.id_number[-4:]).presses("查进度")
    she.sees("已备案").sees_nothing_of(MOTHER.name, MOTHER.id_number)


def test_the_digit_is_mended_one_field_opens_and_the_papers_say_what_is_right(portal: Flask, enters: Enters) -> None:
    clerk, she = a_clerk(portal, enters), enters(PHONE)
    when_the_clerk_mishears_a_digit(clerk)
    when_she_rings_again_and_it_is_mended(clerk)
    when_she_sends_both(she, when_the_clerk_asks_how_to_reach_her(clerk))
    filing = the_filing(portal)
    assert (filing.status, filing.claims.contact.phone) == (FilingStatus.SUBMITTED, MOTHER.phone)
    when_the_clerk_approves(clerk)
    then_she_reads_that_it_is_done(she, filing.number)


def test_without_scripts_one_field_opens_too(portal: Flask, enters: Enters) -> None:
    """The clerk's pages are the same: what is done there is done without a browser."""
    with portal.app_context():
        called = {"caller.name": DAUGHTER.name, "caller.phone": DAUGHTER.phone, "caller.relation": "女儿"}
        stated = laid_over(emergency(MOTHER), called)
        intake.enter(acting(staff("early"), Channel.PHONE), "wenshang.emergency", stated, "key")
    she = enters(PLAIN_PHONE)
    when_she_sends_both(she, the_desk_asks(portal, questions=["contact.phone"]))
    filing = the_filing(portal)
    assert (filing.status, filing.claims.contact.phone) == (FilingStatus.SUBMITTED, MOTHER.phone)
    the_desk_approves(portal)
    then_she_reads_that_it_is_done(she, filing.number)
