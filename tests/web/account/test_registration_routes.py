"""Registering: whoever has no account gets one, and nobody learns who has one (E6)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.messages import MessageNotTaken, OutgoingMessage
from portal.models import User, db
from tests.access.seeds import Sent
from tests.page import Page
from tests.people import PASSWORD, citizen, person
from tests.web.living import StoppedClock

WHO, KNOWN = person(7), person(8)
OTHER = "another long password"
TOKEN = re.compile(r'(name="(?:csrf_token|registration)"[^>]*value=")[^"]*"')


def typed(who: object = WHO, **more: object) -> dict[str, object]:
    """What somebody types."""
    known = {name: getattr(who, name) for name in ("name", "id_number", "phone")}
    return {**known, "password": OTHER, "consents": "y", **more}


def count(app: Flask) -> int:
    with app.app_context():
        return int(db.session.query(User).count())


def signs_in(app: Flask, login: str, password: str, status: int = 200) -> Page:
    form = Page.open(app.test_client(), "/login").form("/login")
    return form.fill({"login": login, "password": password}).submit(status=status)


def test_who_registers_signs_in_and_goes_on(app: Flask, client: FlaskClient) -> None:
    page = Page.open(client, "/register?next=/account").form("/register").fill(typed()).submit()
    assert (page.title, "账号已建好，请登录" in page.text) == ("登录", True)
    page = page.form("/login").fill({"login": WHO.phone, "password": OTHER}).submit()
    assert (page.url, WHO.name in page.text) == ("/account", True)


def answers(app: Flask, who: object) -> list[tuple[int, str, str]]:
    """All that a stranger's browser gets to see of registering somebody."""
    client = app.test_client()
    sent = Page.open(client, "/register").form("/register").fill(typed(who)).send(follow_redirects=False)
    after = client.get(sent.location) if sent.location else sent
    page = TOKEN.sub(r"\1", after.text)
    return [(each.status_code, each.headers.get("Location", ""), page) for each in (sent, after)]


def test_a_telephone_that_has_an_account_is_answered_like_one_that_has_none(app: Flask) -> None:
    """E6: same statuses, same addresses, same page to the byte; the owner's account is as it was."""
    with app.app_context():
        citizen(KNOWN)
    assert answers(app, KNOWN) == answers(app, WHO)
    assert count(app) == 2
    assert signs_in(app, KNOWN.phone, OTHER, 422).errors == signs_in(app, "13899990000", OTHER, 422).errors
    assert signs_in(app, KNOWN.phone, PASSWORD).url == "/me"


def test_registrations_are_counted_known_or_not(app: Flask) -> None:
    with app.app_context():
        citizen(KNOWN)
    for who in (WHO, KNOWN):
        form = Page.open(app.test_client(), "/register").form("/register").fill(typed(who))
        assert [form.send(follow_redirects=False).status_code for _ in range(6)] == [303] * 5 + [429]


@pytest.fixture
def phones(app: Flask) -> list[OutgoingMessage]:
    """The texts that were sent: here messages can be sent."""
    sent: list[OutgoingMessage] = []
    app.extensions["portal_messages"] = Sent(sent)
    yield sent
    app.extensions["portal_messages"] = None


def code_in(message: OutgoingMessage) -> str:
    found = re.search(r"[0-9]{6}", message.text)
    assert found is not None, message.text
    return found[0]


def test_a_telephone_is_proven_where_messages_can_be_sent(
    app: Flask, client: FlaskClient, phones: list[OutgoingMessage]
) -> None:
    page = Page.open(client, "/register?next=/account").form("/register").fill(typed()).submit()
    assert (page.title, count(app)) == ("填短信里的验证码", 0)
    nothing = page.form("/register/code").fill({"code": ""}).submit(status=422)
    assert (nothing.errors, "位数字" in nothing.text) == (["请填短信里的验证码"], False)  # it may be of letters
    wrong = page.form("/register/code").fill({"code": "000000"}).submit(status=422)
    assert (wrong.errors, count(app)) == (["验证码不对，或者已经过期。请再看一遍短信，或返回再填一次"], 0)
    done = wrong.form("/register/code").fill({"code": f" {code_in(phones[0])[:3]} {code_in(phones[0])[3:]}"}).submit()
    assert (done.url, count(app)) == ("/account", 1)


def test_what_no_gateway_took_is_said_and_keeps_what_was_typed(app: Flask, client: FlaskClient) -> None:
    class Away:
        def send(self, message: OutgoingMessage) -> None:
            raise MessageNotTaken("silent")

    app.extensions["portal_messages"] = Away()
    page = Page.open(client, "/register").form("/register").fill(typed()).submit(status=422)
    app.extensions["portal_messages"] = None
    assert page.errors == ["短信没有发出去。请看看手机号对不对，过几分钟再试；一直不行，请打电话问经办机构"]
    phone = page.find(id="phone")
    assert phone is not None
    assert (phone.get("value"), count(app)) == (WHO.phone, 0)


def test_the_owner_alone_is_told_that_there_is_an_account(app: Flask, phones: list[OutgoingMessage]) -> None:
    with app.app_context():
        citizen(KNOWN)
    assert answers(app, KNOWN) == answers(app, WHO)
    assert ["已经有账号" in message.text for message in phones] == [True, False]
    page = Page.open(app.test_client(), "/register").form("/register").fill(typed(KNOWN)).submit()
    assert page.form("/register/code").fill({"code": "123456"}).submit(status=422).errors


def test_a_code_is_over_after_ten_minutes_and_after_five_tries(
    app: Flask, client: FlaskClient, clock: StoppedClock, phones: list[OutgoingMessage]
) -> None:
    form = Page.open(client, "/register").form("/register").fill(typed()).submit().form("/register/code")
    tries = [form.fill({"code": code}).send(follow_redirects=False).status_code for code in ["000000"] * 5]
    tries.append(form.fill({"code": code_in(phones[0])}).send(follow_redirects=False).status_code)
    assert (tries, count(app)) == ([422] * 5 + [429], 0)
    clock.pass_by(timedelta(minutes=16))
    form = Page.open(client, "/register").form("/register").fill(typed()).submit().form("/register/code")
    clock.pass_by(timedelta(minutes=11))
    assert (form.fill({"code": code_in(phones[-1])}).submit(status=422).title, count(app)) == ("填短信里的验证码", 0)


def test_nothing_that_was_not_sealed_here_is_taken(
    app: Flask, client: FlaskClient, phones: list[OutgoingMessage]
) -> None:
    form = Page.open(client, "/register").form("/register").fill(typed()).submit().form("/register/code")
    for carried in ("", "AAAA", "税"):
        form.fill({"code": code_in(phones[0]), "registration": carried})
        assert (form.send(follow_redirects=False).status_code, count(app)) == (422, 0)


def test_registering_without_consent_keeps_what_was_typed(client: FlaskClient) -> None:
    form = Page.open(client, "/register").form("/register")
    page = form.fill(typed(consents=[])).submit(status=422)
    assert page.errors == ["不同意就不能在网上办。您可以到窗口办；愿意在网上办，请打勾"]
    phone = page.find(id="phone")
    assert phone is not None
    assert phone.get("value") == WHO.phone


def test_a_page_with_mistakes_says_those_of_the_password_too(client: FlaskClient) -> None:
    form = Page.open(client, "/register").form("/register")
    errors = form.fill(typed(phone="123", password="123456")).submit(status=422).errors
    assert [error for error in errors if "电话号码不对" in error]
    assert "密码至少 10 位，请加长" in errors
    own = form.fill(typed(password=f"tree {WHO.phone} lamp")).submit(status=422).errors
    assert own == ["密码里不要有您的姓名（拼音也算）、用户名、手机号、生日或身份证号，请换一个"]


def test_when_there_are_no_codes_left_it_is_said_and_kept_what_was_typed(
    app: Flask, phones: list[OutgoingMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        citizen(KNOWN)
    cap = replace(app.config["PORTAL_SETTINGS"].daily_cap, codes_in_all=1)
    monkeypatch.setitem(app.config, "PORTAL_SETTINGS", replace(app.config["PORTAL_SETTINGS"], daily_cap=cap))
    pages = []
    for who, status in ((WHO, 200), (WHO, 429), (KNOWN, 429)):
        form = Page.open(app.test_client(), "/register").form("/register").fill(typed(who))
        pages.append(form.submit(status=status))
    sentence = "这一天能发的验证码已经发完，请过 24 小时再试；急着办，请打电话问经办机构"
    assert [page.errors for page in pages] == [[], [sentence], [sentence]]
    assert len(phones) == 1
    phone = pages[1].find(id="phone")
    assert phone is not None
    assert phone.get("value") == WHO.phone
