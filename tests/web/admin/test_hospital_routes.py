"""A supervisor keeps the hospitals of one county and their dates."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.page import Page


def test_hospital_is_added_and_its_dates_are_kept(app: Flask, boss: FlaskClient) -> None:
    form = Page.open(boss, "/admin/hospitals/").form("/admin/hospitals/", "添加")
    page = form.fill({"name": "汶上县测试医院", "designated_from": date(2026, 10, 1)}).submit()
    assert "还没到开始日期" in page.text
    dates = page.follow("汶上县测试医院")
    wrong = dates.form("").fill({"designated_until": date(2026, 9, 1)}).submit(status=422)
    assert any("结束日期不能早于开始日期" in message for message in wrong.errors)
    right = wrong.form("").fill({"designated_from": date(2026, 1, 1), "designated_until": date(2026, 9, 1)}).submit()
    assert "已到期，不能再开转诊单" in right.text
    again = right.form("/admin/hospitals/", "添加").fill({"name": "汶上县测试医院"}).submit(status=422)
    assert again.errors == ["这家医院已经在名单里"]
