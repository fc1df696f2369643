"""People come from a question to the right door: what does not fit is said with whom to ring, nothing typed is lost."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from pyotp import parse_uri

from portal.domain.vocabulary import Role
from portal.services import filings, staff_accounts
from tests.journeys.conftest import PHONE, PLAIN_PHONE, SCREEN, Enters, StoppedClock
from tests.journeys.people import a_citizen, a_clerk, masked, the_filing
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, acting, citizen, code_at, long_stay, person, staff

pytestmark = pytest.mark.browser
HUANG, RETIREE, LOST, FORGETS = person(81, "黄测试"), person(82, "孙测试"), person(83, "丢测试"), person(84, "忘测试")
NEWCOMER = person(85, "新测试")
NEW = "another long password"
DEVICES = pytest.mark.parametrize("device", [PHONE, SCREEN, PLAIN_PHONE], ids=["phone", "screen", "without scripts"])


@DEVICES
def test_luo_is_asked_for_no_admission_and_sees_whom_to_ring(enters: Enters, device: dict[str, Any]) -> None:
    she = enters(device).opens("/start").picks_answer("柳州市柳江区").presses("继续")
    she.picks_answer("医院建议转到外地治疗").presses("继续")
    she.is_at("您要办的是转诊备案，柳州市柳江区的指南里没有这一项").sees("转诊备案怎么办？")
    assert she.page.get_by_role("link", name="打电话 0772-7261186").get_attribute("href") == "tel:0772-7261186"
    if she.has_scripts:
        she.finds_no_barrier()
    she.asks_the_wizard("汶上县", "医院建议转到外地治疗", "职工医保", "是", "汶上县中医院", place="上海市")
    assert she.offers("现在就办")


def test_huang_types_nothing_twice(portal: Flask, enters: Enters) -> None:
    he = a_citizen(portal, enters, HUANG)
    he.asks_the_wizard("柳州市柳江区", "人已经在外地住院，是急诊", date(2026, 9, 11), "是", "不超过", place="上海市")
    he.sees("最晚 2026年9月18日").follows("现在就办").sees("您刚才的回答会带进表里").presses("现在就办")
    he.follows("给我自己办").answers("参加哪种医保", "居民医保").presses("下一步")
    he.writes(这次在外地一共多少天="20").presses("下一步：材料")
    stay = the_filing(portal).claims
    assert (stay.treatment_place, stay.admission.on) == ("310000", date(2026, 9, 11))
    assert (stay.admission.emergency, stay.admission.inpatient) == (True, True)


def test_a_retiree_hears_of_the_commitment_and_is_not_asked_again(portal: Flask, enters: Enters) -> None:
    she = a_citizen(portal, enters, RETIREE)
    she.asks_the_wizard("抚顺市", "退休后搬到外地，户口也迁了", "职工医保", place="广州市")
    she.sees("签一份承诺书，任选一样").follows("现在就办").presses("现在就办").follows("给我自己办")
    she.presses("下一步").presses("下一步：材料").sees("签承诺书").follows("下一步：核对")
    she.sees("出生日期（号码里的）").presses("看完整的身份证号")
    she.sees(f"{RETIREE.id_number[:6]} {RETIREE.id_number[6:14]} {RETIREE.id_number[14:]}").finds_no_barrier()


@pytest.mark.parametrize("device", [PHONE, PLAIN_PHONE], ids=["phone", "without scripts"])
def test_a_lost_cookie_loses_nothing(portal: Flask, enters: Enters, device: dict[str, Any]) -> None:
    she = a_citizen(portal, enters, LOST, device)
    she.opens("/apply/wenshang/long-term").presses("现在就办").follows("给我自己办")
    she.answers("参加哪种医保", "职工医保").answers("您属于哪种情况", "异地长期居住人员")
    she.page.context.clear_cookies()
    she.presses("下一步").is_at("登录").sees("您刚才填的内容还在")
    she.writes(手机号=LOST.phone, 密码=PASSWORD).presses("登录", within="main").is_at("您刚才填的内容还在")
    she.presses("继续提交").is_at("去哪里、什么时候")
    assert the_filing(portal).claims.person.scheme == "employee"


def given_a_filing_sent_in(portal: Flask) -> None:
    with portal.app_context():
        ctx = acting(citizen(FORGETS))
        filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(FORGETS)).number)


def when_the_office_rings_back(clerk: Visitor) -> str:
    clerk.follows(masked(FORGETS)).opens_up("其他办法").presses("账号忘了密码").sees(FORGETS.phone)
    clerk.answers("怎么核对的", "拨打了上面的号码，是本人接的").ticks("他说的姓名和上面一样")
    clerk.writes(他说的身份证号后四位=FORGETS.id_number[-4:]).presses("给代码").sees("把代码念给他")
    return clerk.read(".notice-ok .number").replace(" ", "")


def test_a_forgotten_password_is_mended_from_far_away(portal: Flask, enters: Enters) -> None:
    given_a_filing_sent_in(portal)
    she = enters(PLAIN_PHONE).opens("/login").follows("忘了密码").sees("挂断，等他们拨打您注册时填的手机号")
    code = when_the_office_rings_back(a_clerk(portal, enters))
    she.writes(手机号=FORGETS.phone, 一次性代码=code, 新密码=NEW).presses("保存新密码")
    she.is_at("我的办件").sees("待审核").presses("退出").signs_in(FORGETS.phone, PASSWORD).sees("密码不对")
    she.signs_in(FORGETS.phone, NEW).is_at("我的办件")


def secret_scanned(newcomer: Visitor) -> str:
    """What a telephone's camera reads from the picture on the screen."""
    picture = Image.open(BytesIO(newcomer.page.locator(".qr").screenshot()))
    return parse_uri(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)[0].text).secret  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("device", [SCREEN, PLAIN_PHONE], ids=["screen", "phone without scripts"])
def test_a_new_clerk_scans_the_code_and_signs_in_with_it_from_then_on(
    portal: Flask, enters: Enters, clock: StoppedClock, device: dict[str, Any]
) -> None:
    with portal.app_context():
        token = staff_accounts.invite(acting(staff("chief", role=Role.SUPERVISOR)), Role.CLERK, "newclerk")
    she = enters(device).opens(f"/invitation/{token}")
    she.writes(您的姓名="新经办", 您本人的身份证号=NEWCOMER.id_number, 设一个密码=NEW).presses("启用账号")
    she.is_at("用手机验证：设一次，以后登录都用")
    secret = secret_scanned(she)
    she.writes(动态码=code_at(clock.now, secret)).presses("设好", within="main").is_at("手机丢了时用的恢复码")
    spare = she.read(".recovery-codes li")
    if she.has_scripts:
        she.finds_no_barrier()
    she.follows("收好了，继续").presses("退出")
    clock.pass_by(timedelta(minutes=1))
    she.signs_in("newclerk", NEW).gives_code(code_at(clock.now, secret)).presses("退出")
    she.signs_in("newclerk", NEW).gives_code(spare).presses("退出")
    she.signs_in("newclerk", NEW).gives_code(spare).sees("动态码不对，或者刚才已经用过")
    assert she.path == "/second-factor"
