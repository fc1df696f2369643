"""Every component, drawn and used without JavaScript."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.page import Page

GOOD = {
    "name": "买买提·艾力",
    "id_number": "11010519491231002X",
    "phone": "138 0000 0000",
    "place": "310000",
    "situation": "moved",
    "schemes": ["employee", "resident"],
    "begins_on": date(2026, 10, 9),
    "agrees": "y",
}


def test_style_guide_is_well_made(client: FlaskClient) -> None:
    assert Page.open(client, "/style-guide/").title == "每一种部件"
    assert Page.open(client, "/style-guide/?as=clerk").links["台账"] == "/style-guide/"


def test_empty_form_names_each_needed_field_and_links_to_it(client: FlaskClient) -> None:
    page = Page.open(client, "/style-guide/").form(button="提交").submit("提交", status=422)
    assert page.errors == [
        "整张表的问题：就医地不能在参保地里面",
        "请填写姓名",
        "请填写身份证号",
        "请填写联系电话，办好了打这个电话告诉您",
        "请选一个地方",
        "请选一项",
        "请填写开始的日期",
        "请先打勾，再提交",
    ]
    assert page.links["请选一项"] == "#situation-0"
    assert page.links["请填写开始的日期"] == "#begins_on-year"
    assert page.markup.count("<title>需要改正：") == 1


def test_sound_form_leads_on(client: FlaskClient) -> None:
    form = Page.open(client, "/style-guide/").form(button="提交").fill({**GOOD, "documents": (b"x", "照片.jpg")})
    assert form.send("提交", follow_redirects=False).status_code == 303
    assert form.submit("提交").title == "经办人的一张表"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "张3", "姓名里不应有数字，请照身份证填写"),
        ("name", "张" * 51, "姓名最多 50 个字，请照身份证填写"),
        ("id_number", "1101051949123100", "身份证号是 18 位，您填了 16 位或有别的符号，请对照证件再看一遍"),
        ("id_number", "110105194912310021", "身份证号最后一位不对，请对照证件再看一遍"),
        ("id_number", "11010519491331002X", "身份证号第 7 到 14 位（出生日期）不对，请对照证件再看一遍"),
        ("phone", "12345", "电话号码不对：手机 11 位；座机要带区号，如 0537-7212345"),
        ("reason", "字" * 21, "最多写 20 个字，现在有 21 个，请写短一些"),
    ],
)
def test_wrong_field_says_what_and_how_and_keeps_what_was_typed(
    client: FlaskClient, field: str, typed: str, sentence: str
) -> None:
    page = Page.open(client, "/style-guide/").form(button="提交").fill({**GOOD, field: typed}).submit("提交", 422)
    assert page.errors[1:] == [sentence]
    assert page.form(button="提交").values[field] == typed


@pytest.mark.parametrize(
    ("year", "month", "day", "sentence"),
    [
        ("2026", "2", "31", "2026年2月没有31日，请对照日历再看一遍"),
        ("2025", "02", "29", "2025年2月没有29日，请对照日历再看一遍"),
        ("26", "2", "1", "年份请填四位数字，例如 2026"),
        ("1899", "2", "1", "年份请填四位数字，例如 2026"),
        ("2026", "13", "1", "月份请填 1 到 12"),
        ("2026", "零", "1", "月份请填 1 到 12"),
        ("2026", "1", "32", "日子请填 1 到 31"),
        ("2026", "", "", "日期没有填完整，还差：月、日"),
        ("²026", "1", "1" * 20, "日子请填 1 到 31"),
    ],
)
def test_impossible_day_says_what_is_wrong_and_stays(
    client: FlaskClient, year: str, month: str, day: str, sentence: str
) -> None:
    typed = {"begins_on-year": year, "begins_on-month": month, "begins_on-day": day}
    rest = {name: value for name, value in GOOD.items() if name != "begins_on"}
    page = Page.open(client, "/style-guide/").form(button="提交").fill({**rest, **typed}).submit("提交", 422)
    assert page.errors[1:] == [sentence]
    kept = page.form(button="提交").values
    assert (kept["begins_on-month"], kept["begins_on-day"]) == (month, day)


@pytest.mark.parametrize(
    "phone", ["13800000000", "+8613800000000", "138-0000-0000", "０５３７－７２１２３４５", "024-55883333"]
)
def test_telephone_is_read_as_people_write_it(client: FlaskClient, phone: str) -> None:
    form = Page.open(client, "/style-guide/").form(button="提交").fill({**GOOD, "phone": phone})
    assert form.submit("提交").title == "经办人的一张表"


def test_day_written_in_full_width_is_understood(client: FlaskClient) -> None:
    typed = {"begins_on-year": "２０２６年", "begins_on-month": "１０月", "begins_on-day": " 9 "}
    rest = {name: value for name, value in GOOD.items() if name != "begins_on"}
    form = Page.open(client, "/style-guide/").form(button="提交").fill({**rest, **typed})
    assert form.submit("提交").title == "经办人的一张表"
