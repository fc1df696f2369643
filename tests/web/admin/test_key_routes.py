"""A supervisor gives out keys, sees them, and takes them back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.page import Page
from tests.web.institutions import system_of
from tests.web.living import signed_in

SOUND = {"institution": "上海某医院", "scopes": ["in_force"], "days": "90"}
OTHER = SOUND | {"institution": "别的机构"}


def test_the_key_is_shown_once_listed_and_revoked(app: Flask, boss: FlaskClient) -> None:
    form = Page.open(boss, "/admin/keys/").follow("做一把密钥").form("/new")
    shown = form.fill(SOUND).submit().find(class_="invitation")
    assert shown is not None
    assert shown.text is not None
    listed = Page.open(boss, "/admin/keys/")
    assert "上海某医院" in listed.text
    assert shown.text not in listed.text
    ask = system_of(app)
    assert ask("/api/v1/in-force", {}, shown.text).status_code == 422
    assert "已作废" in listed.form("/revoke").submit().text
    assert ask("/api/v1/in-force", {}, shown.text).status_code == 401
    again = Page.open(boss, "/admin/keys/new").form("/new").fill(SOUND).submit()
    assert "这家机构以前做过 1 把密钥。它们报的备案，这把也能查、能补材料" in again.text
    assert "以前做过" not in Page.open(boss, "/admin/keys/new").form("/new").fill(OTHER).submit().text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"institution": " "}, "请填写机构全名"),
        ({"scopes": []}, "请选择这把密钥能做什么"),
        ({"days": "366"}, "请填 0 到 365 之间的整数"),
        ({"days": "0"}, "有效期写 1 到 365 天"),
        ({"days": "一年"}, "请填 0 到 365 之间的整数"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(boss: FlaskClient, values: dict[str, object], message: str) -> None:
    page = Page.open(boss, "/admin/keys/new").form("/new").fill(SOUND | values).submit(status=422)
    assert any(message in error for error in page.errors), page.errors
    assert "还没有发出密钥" in Page.open(boss, "/admin/keys/").text


def test_another_countys_are_not_listed(app: Flask, boss: FlaskClient) -> None:
    Page.open(boss, "/admin/keys/new").form("/new").fill(SOUND).submit()
    assert "上海某医院" not in Page.open(signed_in(app, "fushun-boss"), "/admin/keys/").text
