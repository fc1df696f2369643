"""A supervisor asks for a reset, a second one confirms it; or who asked rings its owner."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.transaction import transaction
from portal.services import second_factors
from tests.page import Page
from tests.people import own_number, staff
from tests.web.admin.test_account_routes import uid_of
from tests.web.living import signed_in

PHONE = "13900000070"
WHY = {"kind": "password", "reason": "本人打电话说忘了"}
CALLED = {"phone": PHONE, "called_at": "2026-09-14 10:00", "wants_it": "y", "last_four": own_number("clerk")[-4:]}


@pytest.fixture
def deputy(app: Flask) -> FlaskClient:
    """The second supervisor of 汶上, signed in; the clerk has told a telephone."""
    with app.app_context():
        staff("deputy", role=Role.SUPERVISOR)
        with transaction():
            clerk = db.session.query(User).filter(User.username == "clerk").one()
            clerk.identity = replace(clerk.identity, phone=PHONE)
    return signed_in(app, "deputy")


def account(app: Flask, browser: FlaskClient, username: str = "clerk") -> Page:
    """The page of an account."""
    return Page.open(browser, f"/admin/accounts/{uid_of(app, username)}")


def link_on(page: Page) -> str:
    """The link a page shows once."""
    link = page.find(class_="invitation")
    assert link is not None
    assert link.text is not None
    return link.text


def test_who_asked_sees_no_link_and_the_second_supervisor_does(
    app: Flask, boss: FlaskClient, deputy: FlaskClient
) -> None:
    waiting = account(app, boss).form("/resets").fill(WHY).submit()
    assert "请另一位主管登录，在这里确认" in waiting.text
    assert "确认，让它生效" not in waiting.text
    assert "等人确认的重设申请" in Page.open(deputy, "/admin/accounts/").text
    page = account(app, deputy)
    assert "本人打电话说忘了" in page.text
    link = link_on(page.form("/confirm").submit())
    typed = {"id_number": own_number("clerk"), "password": "another long password"}
    form = Page.open(app.test_client(), link.removeprefix("http://127.0.0.1:8000")).form().fill(typed)
    assert form.send(follow_redirects=False).headers["Location"] == "/second-factor"


def test_a_factor_is_forgotten_once_a_second_supervisor_confirmed(
    app: Flask, boss: FlaskClient, deputy: FlaskClient
) -> None:
    clerk = signed_in(app, "clerk")
    waiting = account(app, boss).form("/resets").fill(WHY | {"kind": "factor"}).submit()
    assert "已设" in waiting.text
    assert clerk.get("/clerk/").status_code == 200
    assert "没有，下次登录时设" in account(app, deputy).form("/confirm").submit().text
    assert clerk.get("/clerk/").status_code == 303


def test_a_request_says_what_is_missing_and_keeps_what_was_typed(app: Flask, boss: FlaskClient) -> None:
    page = account(app, boss).form("/resets").submit(status=422)
    assert page.errors == ["请选择要重设什么", "请写明为什么要重设，本人会看到"]
    page = page.form("/resets").fill({"reason": "手机丢了"}).submit(status=422)
    assert (page.errors, "手机丢了" in page.text) == (["请选择要重设什么"], True)


def test_hospital_staff_are_reset_by_two_and_their_link_opens(
    app: Flask, boss: FlaskClient, deputy: FlaskClient
) -> None:
    """They told no number, so that the link asks for none."""
    waiting = account(app, boss, "tcm").form("/resets").fill(WHY).submit()
    assert "请另一位主管登录，在这里确认" in waiting.text
    page = account(app, deputy, "tcm").form("/confirm").submit()
    assert "身份证号" not in page.text
    chosen = Page.open(app.test_client(), link_on(page).removeprefix("http://127.0.0.1:8000"))
    assert "id_number" not in chosen.form().values
    answer = chosen.form().fill({"password": "another long password"}).send(follow_redirects=False)
    assert answer.headers["Location"] == "/second-factor"


def test_nobody_is_offered_a_reset_of_their_own(app: Flask, boss: FlaskClient) -> None:
    assert "重设密码或动态码" not in account(app, boss, "boss").text


def test_who_asked_rings_the_owner_and_what_differs_is_said_beside_its_field(
    app: Flask, boss: FlaskClient, deputy: FlaskClient
) -> None:
    page = account(app, boss).form("/resets").fill(WHY | {"kind": "factor"}).submit().follow("给本人打过电话了")
    assert PHONE not in page.text
    assert page.form("/call-back").submit(status=422).errors == [
        "请填写您拨的号码",
        "请问是不是他自己要求的，是才能打勾",
        "请问本人的身份证号后四位",
    ]
    wrong = CALLED | {"phone": "13900000071", "called_at": "2026-09-14 11:00", "last_four": "0000"}
    page = page.form("/call-back").fill(wrong).submit(status=422)
    assert page.errors == [
        "这不是本人登记的电话。请查单位通讯录，拨对了再填",
        "时间还没有到，请填打电话的时间",
        "身份证号后四位对不上，不能重设。请再问一遍",
    ]
    odd = page.form("/call-back").fill(CALLED | {"called_at": "昨天"}).submit(status=422)
    assert odd.errors == ["请照“2026-09-14 10:05”的样子写日期和时间"]
    done = odd.form("/call-back").fill(CALLED | {"called_at": "２０２６/09/14  10:00"}).submit()
    assert "没有，下次登录时设" in done.text
    with app.app_context():
        assert not second_factors.is_set(db.session.query(User).filter(User.username == "clerk").one())


def test_without_a_telephone_on_record_the_page_says_who_else_can(app: Flask, boss: FlaskClient) -> None:
    page = account(app, boss).form("/resets").fill(WHY).submit()
    assert "本人没有登记电话" in page.text
    assert "给本人打过电话了" not in page.links


def test_a_request_that_was_settled_meanwhile_is_said_politely(
    app: Flask, boss: FlaskClient, deputy: FlaskClient
) -> None:
    account(app, boss).form("/resets").fill(WHY).submit()
    stale = account(app, deputy).form("/confirm")
    assert "还没有生效的申请" not in account(app, boss).form("/take-back").submit().text
    assert "这个申请已经办了、撤回了或过期了" in stale.submit(status=409).text
