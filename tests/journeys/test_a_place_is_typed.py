"""A place is found by two letters and Enter, by province and city, or without scripts in the one long list."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, PLAIN_PHONE, Enters
from tests.journeys.people import a_citizen, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person

pytestmark = pytest.mark.browser
WHO = person(71, "卫测试")
TYPED = "打字找：汉字或拼音"


def when_she_comes_to_the_place(she: Visitor) -> Visitor:
    she.opens("/apply/wenshang/long-term").presses("现在就办").follows("给我自己办")
    return she.answers("参加哪种医保", "职工医保").answers("您属于哪种情况", "异地长期居住人员").presses("下一步")


def test_by_keys_alone_and_then_by_province(portal: Flask, enters: Enters) -> None:
    she = when_she_comes_to_the_place(a_citizen(portal, enters, WHO, PHONE))
    box, city = she.page.get_by_label(TYPED), she.page.locator("select[name=treatment_place]")
    box.press_sequentially("jn")
    box.press("Enter")  # may come before the answer: it chooses all the same, and sends nothing
    expect(city).to_have_value("370100")
    expect(box).to_have_value("山东省济南市")
    box.fill("jn")
    expect(she.page.get_by_role("option", name="山东省济宁市", exact=True)).to_be_visible()
    she.finds_no_barrier()
    box.press("ArrowDown")
    box.press("Enter")
    expect(city).to_have_value("370800")
    she.picks("省", "上海市")
    expect(city).to_have_value("310000")
    box.fill("没有这里")
    she.sees("没有找到，换个字试试").finds_no_barrier().presses("下一步：材料")
    assert the_filing(portal).claims.treatment_place == "310000"


def test_without_scripts_the_whole_list_is_there(portal: Flask, enters: Enters) -> None:
    she = when_she_comes_to_the_place(a_citizen(portal, enters, WHO, PLAIN_PHONE))
    assert she.page.get_by_label(TYPED).count() == 0
    she.picks("去哪里看病", "济南市").presses("下一步：材料")
    assert the_filing(portal).claims.treatment_place == "370100"
