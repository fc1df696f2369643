"""What is no emergency is turned away, at the counter and online, with what fits instead, in writing if need be."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.vocabulary import FilingStatus
from tests.journeys.conftest import Enters
from tests.journeys.people import a_citizen, a_clerk, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person

pytestmark = pytest.mark.browser
WHO = person(61, "褚测试")
FITS = "转外就医备案"


def when_the_clerk_types_what_is_no_emergency(clerk: Visitor) -> None:
    clerk.follows("窗口登记").follows("异地急诊转住院联网备案")
    clerk.writes(参保人姓名=WHO.name, 身份证号=WHO.id_number, 联系电话=WHO.phone)
    clerk.answers("参加哪种医保", "职工医保").picks("去哪里看病", "上海市").dates("哪天住院的", date(2026, 9, 13))
    clerk.answers("是急诊吗", "不是").answers("已经住院了吗", "是")


def test_turned_away_at_the_counter_and_in_writing(portal: Flask, enters: Enters) -> None:
    clerk = a_clerk(portal, enters)
    when_the_clerk_types_what_is_no_emergency(clerk)
    clerk.ticks("个人信息怎么用").presses("登记", within="main").sees(
        "这一项不合适", "请先告诉来人", "更合适的：", FITS
    ).finds_no_barrier()
    clerk.presses("仍然登记").is_at("已经登记").follows("打开这一件")
    clerk.sees("检查结果：不能办这一项").follows("不予受理").sees("申请人会收到不予受理通知书")
    clerk.presses("不予受理", within="main").sees("已发出不予受理通知书。").follows(
        "不予受理通知书", within="已经发出的文书"
    )
    clerk.sees("这次不是急诊，不能办急诊备案", "您可以改办", FITS, "0537-")
    assert the_filing(portal).status is FilingStatus.REFUSED


def test_pointed_elsewhere_online_before_anything_is_sent(portal: Flask, enters: Enters) -> None:
    she = a_citizen(portal, enters, WHO)
    she.opens("/apply/wenshang/emergency").presses("现在就办").follows("给我自己办")
    she.answers("参加哪种医保", "职工医保").presses("下一步")
    she.picks("去哪里看病", "上海市").dates("哪天住院的", date(2026, 9, 13)).answers("是急诊吗", "不是")
    she.answers("已经住院了吗", "是").sees("照您填的，这一项办不了", f"改办：{FITS}").finds_no_barrier()
    she.follows(FITS).sees("转诊转院单", "现在就办")
    assert she.path == "/apply/wenshang/referral"
