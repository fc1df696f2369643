"""The pages of the second factor: set up once, given at each sign-in, asked again before what cannot be undone (P3)."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from portal.adapters import qr
from portal.domain.vocabulary import Role
from portal.models.transaction import transaction
from portal.services import second_factors, staff_accounts
from tests.page import Page
from tests.people import NOW, PASSWORD, acting, code_at, id_number, staff
from tests.web.living import StoppedClock, proven, signed_in, unused_code


def past_the_password(client: FlaskClient, login: str = "clerk", wanted: str = "") -> Page:
    """Where the sign-in page leads."""
    form = Page.open(client, f"/login?next={wanted}" if wanted else "/login").form("/login")
    return form.fill({"login": login, "password": PASSWORD}).submit()


def secret_on(page: Page) -> str:
    """What is to be typed by hand where nothing can scan."""
    shown = page.find(class_="number")
    assert shown is not None
    return (shown.text or "").replace(" ", "")


def test_a_clerk_goes_on_to_where_they_were_going_after_the_code(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        staff("clerk")
    page = past_the_password(client, wanted="/account")
    assert (page.title, client.get("/account").status_code) == ("填动态码", 303)
    field = page.find(name="code")
    assert field is not None
    assert (field.get("inputmode"), field.get("autocomplete")) == ("numeric", "one-time-code")
    assert page.form("/second-factor").fill({"code": "000000"}).submit(status=422).errors == [
        "动态码不对，或者刚才已经用过。请等手机上换了新数字再填"
    ]
    assert proven(page, app, "clerk").url == "/account"


def test_six_tries_are_one_too_many_whatever_the_browser_forgets(app: Flask) -> None:
    """P1: whoever has the password begins anew in another browser, and its tries count on."""
    with app.app_context():
        staff("clerk")
    for tries in range(6):
        page = past_the_password(app.test_client())
        answer = page.form("/second-factor").fill({"code": "000000"}).submit(status=422 if tries < 5 else 429)
    assert answer.errors == ["试的次数太多了，请过 15 分钟再试"]


def test_the_one_who_has_none_sets_it_up_and_is_shown_the_recovery_codes_once(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        second_factors.forget(staff("clerk"))
    page = past_the_password(client, wanted="/account")
    assert page.url == "/second-factor/set-up?next=/account"
    secret = secret_on(page)
    uri = f"otpauth://totp/%E5%BC%82%E5%9C%B0%E5%B0%B1%E5%8C%BB%E5%A4%87%E6%A1%88:clerk?secret={secret}&issuer=%E5%BC%82%E5%9C%B0%E5%B0%B1%E5%8C%BB%E5%A4%87%E6%A1%88"
    assert qr.svg(uri, "") in page.markup
    wrong = page.form("/set-up").fill({"code": "000000"}).submit(status=422)
    assert secret_on(wrong) == secret, "what was scanned stays good"
    codes = wrong.form("/set-up").fill({"code": code_at(NOW, secret)}).submit()
    assert codes.title == "手机丢了时用的恢复码"
    listed = [item.text for item in codes.tree.iter("li") if item.get("class") == "number"]
    assert len(set(listed)) == 10
    assert codes.follow("收好了，继续").url == "/account"
    assert "恢复码还剩 10 个" in Page.open(client, "/account").text
    other = past_the_password(app.test_client())
    assert other.form("/second-factor").fill({"code": listed[0] or ""}).submit().url == "/clerk/"
    assert "恢复码还剩 9 个" in Page.open(client, "/account").text


def test_an_invitation_leads_to_setting_up(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        token = staff_accounts.invite(acting(staff("chief", role=Role.SUPERVISOR)), Role.CLERK, "newclerk", "center")
    form = Page.open(client, f"/invitation/{token}").form()
    page = form.fill({"name": "新经办", "id_number": id_number(98), "password": PASSWORD}).submit()
    assert page.url == "/second-factor/set-up"
    codes = page.form("/set-up").fill({"code": code_at(NOW, secret_on(page))}).submit()
    assert codes.follow("收好了，继续").url == "/clerk/"


def test_what_cannot_be_undone_asks_again_after_ten_minutes(app: Flask, clock: StoppedClock) -> None:
    with app.app_context():
        staff("chief", role=Role.SUPERVISOR)
    chief = signed_in(app, "chief")
    assert Page.open(chief, "/admin/accounts/invite").title == "邀请一个人"
    clock.pass_by(timedelta(minutes=11))
    page = Page.open(chief, "/admin/accounts/").follow("邀请一个人")
    assert (page.title, "这一步要再确认是您本人" in page.text) == ("填动态码", True)
    assert proven(page, app, "chief").title == "邀请一个人"


def test_a_password_change_leaves_the_clerk_signed_in_and_ends_the_others(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
    here, there = signed_in(app, "clerk"), signed_in(app, "clerk")
    form = Page.open(here, "/account").form("/account/password")
    form.fill({"old_password": PASSWORD, "password": "another long password"}).submit()
    assert [browser.get("/clerk/").status_code for browser in (here, there)] == [200, 303]


def test_another_telephone_takes_the_place_of_the_first(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
    here, there = signed_in(app, "clerk"), signed_in(app, "clerk")
    page = Page.open(here, "/account").follow("重新设动态码")
    page.form("/set-up").fill({"code": code_at(NOW, secret_on(page))}).submit()
    assert [browser.get("/clerk/").status_code for browser in (here, there)] == [200, 303]
    old = past_the_password(app.test_client()).form("/second-factor").fill({"code": code_at(NOW)})
    assert old.submit(status=422).errors


def test_halfway_one_can_choose_a_language_and_leave(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        staff("clerk")
    page = past_the_password(client)
    assert page.form(button="不登录了，退出").submit().url == "/"
    assert client.get("/second-factor").location.startswith("/login")
    page = past_the_password(client)
    assert client.post("/preferences", data={"language": "en", "next": "/second-factor"}).location == "/second-factor"
    assert Page.open(client, "/second-factor").title == "Enter the one-time code"
    assert unused_code(app, "clerk")
