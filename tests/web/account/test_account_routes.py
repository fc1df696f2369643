"""Signing in and out, and the account page."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import STRANGER, Context
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.transaction import transaction
from portal.services import accounts, staff_accounts
from tests.done_once import AS_DEAR_AS_SERVED, OF_NOBODY_AS_SERVED
from tests.page import Page
from tests.people import NOW, PASSWORD, acting, citizen, id_number, own_number, person, staff
from tests.resetting import reset_link
from tests.web.clerk.cases import filed
from tests.web.living import StoppedClock, signed_in, signing_in

WHO = person(7)


def test_unknown_name_and_wrong_password_answer_alike(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        citizen(WHO)
    answers = []
    for login in (WHO.phone, "13899990000"):
        form = Page.open(client, "/login").form("/login")
        answers.append(form.fill({"login": login, "password": "not the password"}).submit(status=422).errors)
    assert answers[0] == answers[1] == ["用户名（手机号）或密码不对，请再看一遍"]


def test_guessing_is_slowed_down(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        citizen(WHO)
    form = Page.open(client, "/login").form("/login").fill({"login": WHO.phone, "password": "not the password"})
    for _ in range(5):
        form.submit(status=422)
    refused = form.submit(status=429)
    assert refused.errors == ["试的次数太多了，请过 15 分钟再试"]
    assert form.send().headers["Retry-After"] == "900"


def test_signing_in_goes_on_to_the_page_that_asked(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        citizen(WHO)
    page = Page.open(client, "/account")
    assert page.url == "/login?next=/account"
    page = page.form("/login").fill({"login": WHO.phone, "password": PASSWORD}).submit()
    assert page.url == "/account"


def test_owner_reads_what_was_done_to_the_account_and_by_whom(app: Flask) -> None:
    with app.app_context():
        boss, clerk = staff("boss", role=Role.SUPERVISOR), staff("clerk")
        reset_link(boss, clerk)
    page = Page.open(signed_in(app, "clerk"), "/account")
    assert "2026年9月14日（周一） 10:00 登录（您本人）" in page.text
    assert "2026年9月14日（周一） 10:00 申请重设别人的账号（经办boss（boss））" in page.text


def test_no_link_leads_away_after_signing_in(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        citizen(WHO)
    form = Page.open(client, "/login?next=https://evil.example/").form("/login")
    answer = form.fill({"login": WHO.phone, "password": PASSWORD}).send(follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")


def test_a_computer_that_others_use_too_keeps_nothing(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    at_home = signing_in(app, WHO.phone)
    assert at_home.get_cookie("portal_browser")
    Page.open(at_home, "/account").form("/logout").submit()
    typed = {"login": WHO.phone, "password": PASSWORD, "is_shared": "y"}
    page = Page.open(at_home, "/login").form("/login").fill(typed).submit()
    assert page.url == "/me"
    assert at_home.get_cookie("portal_browser") is None
    answer = Page.open(at_home, "/account").form("/logout").send(follow_redirects=False)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage", "cookies"'


def test_signing_out_ends_the_session_everywhere_it_was_copied(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    client = signing_in(app, WHO.phone)
    stolen = client.get_cookie("portal_session").value
    answer = Page.open(client, "/account").form("/logout").send(follow_redirects=False)
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache", "storage"')
    thief = app.test_client()
    thief.set_cookie("portal_session", stolen)
    assert thief.get("/account").status_code == 303


def test_changing_the_password_signs_other_browsers_out(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    here, there = signing_in(app, WHO.phone), signing_in(app, WHO.phone)
    form = Page.open(here, "/account").form("/account/password")
    page = form.fill({"old_password": PASSWORD, "password": "another long password"}).submit()
    assert "密码已经改好" in page.text
    assert there.get("/account").status_code == 303


def test_a_wrong_old_password_is_said_beside_its_field(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    form = Page.open(signing_in(app, WHO.phone), "/account").form("/account/password")
    page = form.fill({"old_password": "wrong wrong wrong", "password": "another long password"}).submit(status=422)
    assert page.errors == ["原来的密码不对，请再看一遍"]


def test_sign_out_everywhere_ends_every_session(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    here, there = signing_in(app, WHO.phone), signing_in(app, WHO.phone)
    Page.open(here, "/account").form("/account/sign-out-everywhere").send(follow_redirects=False)
    assert [browser.get("/account").status_code for browser in (here, there)] == [303, 303]


def test_an_invitation_works_once(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        token = staff_accounts.invite(acting(staff("chief", role=Role.SUPERVISOR)), Role.CLERK, "newclerk", "center")
    elsewhere = Page.open(app.test_client(), f"/invitation/{token}").form()
    form = Page.open(client, f"/invitation/{token}").form()
    for each in (form, elsewhere):
        each.fill({"name": "新经办", "id_number": id_number(98), "password": PASSWORD})
    assert form.send(follow_redirects=False).headers["Location"] == "/second-factor"
    assert "这个链接已经用过或者过期了" in elsewhere.submit(status=404).text
    again = form.submit(status=400)  # whoever is signed in by now has new tokens
    assert "这个链接已经用过或者过期了" in again.form(button="再提交一次").submit(status=404).text


def test_a_user_name_taken_meanwhile_is_said_with_whatever_else_is_wrong(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        token = staff_accounts.invite(acting(staff("chief", role=Role.SUPERVISOR)), Role.CLERK, "newclerk", "center")
        staff("newclerk")
    page = Page.open(client, f"/invitation/{token}").form().fill({"id_number": id_number(98)}).submit(status=422)
    assert len(page.errors) == 3
    assert any("这个用户名已经有人用" in error for error in page.errors), page.errors


def test_a_reset_link_sets_a_new_password(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        clerk = staff("clerk")
        token = reset_link(staff("chief", role=Role.SUPERVISOR), clerk)
    typed = {"id_number": own_number("clerk"), "password": "a brand new password"}
    form = Page.open(client, f"/reset/{token}").form().fill(typed)
    assert form.send(follow_redirects=False).headers["Location"] == "/second-factor"
    with app.app_context():
        assert accounts.authenticate(Context(STRANGER, NOW), "clerk", "a brand new password", "::1").id == clerk.id


def test_the_page_warns_before_the_session_ends(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    client = signing_in(app, WHO.phone)
    warning = Page.open(client, "/account").find(id="session-warning")
    assert (warning.get("data-seconds"), warning.get("data-keep")) == ("1800", "/session")
    assert Page.open(client, "/session").title == "您还在登录状态"


def test_a_rested_session_asks_to_sign_in_again(app: Flask, clock: StoppedClock) -> None:
    with app.app_context():
        citizen(WHO)
    client = signing_in(app, WHO.phone)
    clock.pass_by(timedelta(minutes=31))
    assert client.get("/account").headers["Location"] == "/login?next=/account"


def test_an_unverified_account_says_what_that_means(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
        assert db.session.query(User).one().verified_at is None
    assert "还没有核实" in Page.open(signing_in(app, WHO.phone), "/account").text


def test_a_name_nobody_has_is_checked_against_a_hash_as_dear_as_a_real_one() -> None:
    assert not AS_DEAR_AS_SERVED.check_needs_rehash(OF_NOBODY_AS_SERVED)


def test_a_wrong_old_password_and_a_short_new_one_are_said_at_once(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    form = Page.open(signing_in(app, WHO.phone), "/account").form("/account/password")
    page = form.fill({"old_password": "wrong wrong wrong", "password": "short"}).submit(status=422)
    assert page.errors == ["原来的密码不对，请再看一遍", "密码至少 10 位，请加长"]


def test_who_was_invited_before_tells_their_own_number_once_and_may_decide(app: Flask) -> None:
    with app.app_context():
        number = filed(1).number
        clerk = staff("clerk")
        with transaction():
            clerk.person_index = None
    browser = signed_in(app, "clerk")
    screen = Page.open(browser, f"/clerk/filings/{number}")
    assert "您还没有登记本人身份证号，不能办理和决定" in screen.text
    account = Page.open(browser, "/account")
    assert "手机号" not in account.text  # none is held of staff, and none is shown
    wrong = account.form("/account/own-number").fill({"id_number": "1234"}).submit(status=422)
    assert [each for each in wrong.errors if "身份证号" in each]
    again = wrong.form("/account/own-number").fill({"id_number": id_number(97)}).submit()
    assert "登记本人身份证号" not in again.text
    assert "您还没有登记" not in Page.open(browser, f"/clerk/filings/{number}").text


def test_changing_the_password_is_slowed_down_as_signing_in_is(app: Flask) -> None:
    """The sixth try was refused and answered as a slip of the pen: 422, and nothing said when to come again."""
    with app.app_context():
        citizen(WHO)
    new = {"password": "another long password"}
    form = Page.open(signing_in(app, WHO.phone), "/account").form("/account/password")
    for _turn in range(5):
        assert form.fill({"old_password": "not the password", **new}).send().status_code == 422
    for typed in (new, {"password": "short"}):
        answer = form.fill({"old_password": "not the password", **typed}).send()
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
        assert "试的次数太多了" in answer.text
