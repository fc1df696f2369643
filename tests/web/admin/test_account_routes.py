"""A supervisor invites, disables and resets the accounts of one county."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.models import Hospital, User, db
from portal.services import staff_accounts
from tests.page import Page
from tests.people import acting, id_number
from tests.web.living import signed_in


def uid_of(app: Flask, username: str) -> str:
    with app.app_context():
        return str(db.session.query(User).filter(User.username == username).one().uid)


def test_invitation_is_a_link_shown_once_that_makes_an_account(app: Flask, boss: FlaskClient) -> None:
    form = Page.open(boss, "/admin/accounts/").follow("邀请一个人").form("/invite")
    page = form.fill({"role": "clerk", "username": "New.Clerk"}).submit()
    link = page.find(class_="invitation")
    assert link is not None
    assert link.text is not None
    token = link.text.rpartition("/")[2]
    assert link.text.startswith("http://127.0.0.1:8000/invitation/")
    with app.app_context():
        boss_row = db.session.query(User).filter(User.username == "boss").one()
        made = staff_accounts.redeem_invitation(
            acting(boss_row), token, "新经办", id_number(98), "a long enough password"
        )
        assert (made.username, made.county) == ("new.clerk", "wenshang")
    assert "new.clerk" in Page.open(boss, "/admin/accounts/").text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"username": "somebody"}, "请选择做什么工作"),
        ({"role": "clerk"}, "请填写用户名"),
        ({"role": "clerk", "username": "王"}, "用户名用 3 到 32 个英文字母或数字"),
        ({"role": "clerk", "username": "clerk"}, "这个用户名已经有人用"),
        ({"username": "Clerk"}, "这个用户名已经有人用"),  # with what else is wrong
        ({"role": "hospital", "username": "clerk"}, "这个用户名已经有人用"),
        ({"role": "hospital", "username": "doctor"}, "请选择在哪家医院"),
    ],
)
def test_invitation_says_what_is_wrong_with_it(boss: FlaskClient, values: dict[str, str], message: str) -> None:
    page = Page.open(boss, "/admin/accounts/invite").form("/invite").fill(values).submit(status=422)
    assert any(message in error for error in page.errors), page.errors


def test_disabled_account_is_signed_out_at_once(app: Flask, boss: FlaskClient) -> None:
    clerk = signed_in(app, "clerk")
    page = Page.open(boss, f"/admin/accounts/{uid_of(app, 'clerk')}")
    assert "已停用" in page.form("/disable").submit().text
    assert clerk.get("/admin/").status_code == 303
    own = Page.open(boss, f"/admin/accounts/{uid_of(app, 'boss')}")
    assert "停用这个账号" not in own.text


def test_other_countys_accounts_and_hospitals_are_like_missing_ones(app: Flask, boss: FlaskClient) -> None:
    foreign = uid_of(app, "fushun-clerk")
    assert "fushun-clerk" not in Page.open(boss, "/admin/accounts/").text
    assert boss.get(f"/admin/accounts/{foreign}").status_code == 404
    with app.app_context():
        hospital = db.session.query(Hospital).filter(Hospital.county == "wenshang").first()
        assert hospital is not None
        uid = hospital.uid
    other = signed_in(app, "fushun-boss")
    assert other.get(f"/admin/hospitals/{uid}").status_code == 404
    assert other.get("/admin/hospitals/nothing").status_code == 404
    assert "汶上" not in Page.open(other, "/admin/hospitals/").text
