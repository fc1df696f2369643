"""Somebody without an account files at the window, is rung up about what is missing, and follows it all the way."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from flask import Flask

from portal.domain.vocabulary import Channel
from tests.journeys.conftest import PHONE, Enters
from tests.journeys.documents import photograph, qrs_of
from tests.journeys.people import a_citizen, a_clerk, grouped_number, masked, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person

pytestmark = pytest.mark.browser
OLD_MAN = person(71, "卫测试")
PROOF = "异地居住证明"


def when_the_clerk_files_for_him(clerk: Visitor) -> str:
    clerk.follows("窗口登记").follows("长期异地就医备案")
    clerk.writes(参保人姓名=OLD_MAN.name, 身份证号=OLD_MAN.id_number, 联系电话=OLD_MAN.phone, 打算住几个月="12")
    clerk.answers("参加哪种医保", "职工医保").answers("您属于哪种情况", "异地长期居住")
    clerk.picks("去哪里看病", "上海市").dates("从哪天开始", date(2026, 9, 20)).ticks("个人信息怎么用").presses(
        "登记", within="main"
    )
    return clerk.is_at("已经登记").sees("还差", PROOF).read(".card:has-text('绑定码') .read-back").strip()


def when_the_clerk_rings_him_up(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(OLD_MAN)).follows("一次性告知").presses("发出告知书")
    clerk.sees("已发出一次性告知书。").opens_up("其他办法").follows("记下电话告知")
    clerk.writes(告诉了谁="打 13800000071，本人接的，告诉他还差居住证").presses("记下来").sees("已记下电话告知。")
    clerk.opens_up("办理经过").sees("告诉他还差居住证")


def then_he_can_follow_it(he: Visitor, portal: Flask) -> None:
    number = the_filing(portal).number
    he.opens("/").follows("查办理进度", within="main").writes(编号=number, 参保人身份证号后四位="0000").presses(
        "查进度"
    )
    he.sees("没有找到").writes(参保人身份证号后四位=OLD_MAN.id_number[-4:]).presses("查进度")
    he.sees("待补材料", PROOF, "没有收到", "窗口：送到", f"会打联系电话 138…{OLD_MAN.phone[-2:]}")
    he.sees_nothing_of(OLD_MAN.name, OLD_MAN.id_number, OLD_MAN.phone)


def then_the_printed_code_opens_the_same(clerk: Visitor, he: Visitor) -> None:
    document = clerk.follows("一次性告知书", within="已经发出的文书").downloads("下载 PDF")
    state, link = (next(path for path in paths_of(document) if path.startswith(start)) for start in ("/p/", "/upload/"))
    he.opens(state).sees("待补材料").sees_nothing_of(PROOF, OLD_MAN.name, OLD_MAN.id_number)
    he.writes(参保人身份证号后四位=OLD_MAN.id_number[-4:]).presses("看详细的").sees(PROOF, "没有收到")
    he.follows("补材料").is_at("上传要补的材料")
    assert urlsplit(he.page.url).path == link, "the printed one"


def paths_of(document: bytes) -> list[str]:
    """What the codes on the paper open."""
    return [urlsplit(address).path for address in qrs_of(document)]


def when_he_sends_what_was_missing(he: Visitor) -> str:
    link = urlsplit(he.page.url).path
    he.sees("还差 1 样。").attaches(photograph("居住证"), "card.jpg", within=PROOF)
    he.presses("上传", within=PROOF).sees("材料齐了。").presses("一次交齐").is_at("已经交上去了")
    return link


def test_followed_supplied_and_later_taken_into_an_account(portal: Flask, enters: Enters) -> None:
    clerk, he = a_clerk(portal, enters), enters(PHONE)
    code = when_the_clerk_files_for_him(clerk)
    assert the_filing(portal).channel is Channel.WINDOW
    when_the_clerk_rings_him_up(clerk)
    then_he_can_follow_it(he, portal)
    then_the_printed_code_opens_the_same(clerk, he)
    link = when_he_sends_what_was_missing(he)
    he.opens(link).is_at("没有找到这一页")
    he = a_citizen(portal, enters, OLD_MAN)
    he.opens("/me").sees("还没有办件").follows("用编号加一件窗口或电话办的")
    he.writes(编号=grouped_number(the_filing(portal)), 一次性代码=code).presses("加进来").sees("待审核", "绑定到账号")
